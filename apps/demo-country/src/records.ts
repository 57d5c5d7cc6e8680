import { createHash } from 'node:crypto'

/**
 * The registers of the demo country. Nobody in them exists: a record is worked out from the number that is asked for,
 * every surname is "Mfano" (example), and a number that ends in 00 is on no register.
 */
export type Row = Readonly<Record<string, string | number | boolean>>

const FIRST = ['Asha', 'Juma', 'Neema', 'Baraka', 'Zawadi', 'Tumaini', 'Rehema', 'Amani', 'Furaha']
const MIDDLE = ['Salama', 'Imani', 'Upendo', 'Faraja', 'Bahati', 'Subira', 'Heri']
const REGIONS = ['Dodoma', 'Arusha', 'Mwanza', 'Tanga', 'Mbeya', 'Morogoro', 'Kigoma', 'Mtwara']
const PROGRAMMES = ['Shahada ya Sayansi ya Kompyuta', 'Shahada ya Ualimu', 'Shahada ya Uhandisi']
const TRADES = ['Ujenzi', 'Usafirishaji', 'Kilimo', 'Vifaa vya TEHAMA', 'Uchapishaji']

/** A whole number below `limit`, always the same for the same text. */
function digest(text: string, limit: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % limit
}

function pick(list: readonly string[], text: string): string {
  return list[digest(text, list.length)] ?? ''
}

function isOnRegister(number: string): boolean {
  return /^[A-Z0-9-]{4,40}$/i.test(number) && !number.endsWith('00')
}

function only(number: string, row: () => Row): Row | undefined {
  return isOnRegister(number) ? row() : undefined
}

export function findPerson(nin: string): Row | undefined {
  return only(nin, () => ({
    nin,
    jinaLaKwanza: pick(FIRST, `f${nin}`),
    jinaLaKati: pick(MIDDLE, `m${nin}`),
    jinaLaMwisho: 'Mfano',
    jinsia: digest(`j${nin}`, 2) === 0 ? 'KE' : 'ME',
    mkoa: pick(REGIONS, nin),
    mwakaWaKuzaliwa: 1960 + digest(`y${nin}`, 45),
  }))
}

export function findCompany(namba: string): Row | undefined {
  return only(namba, () => ({
    namba,
    jina: `${pick(FIRST, namba)} ${pick(TRADES, namba)} Mfano Ltd`,
    shughuli: pick(TRADES, namba),
    mkoa: pick(REGIONS, namba),
    hali: digest(namba, 10) === 0 ? 'IMESITISHWA' : 'HAI',
  }))
}

export function findLoan(mwanafunzi: string): Row | undefined {
  return only(mwanafunzi, () => ({
    mwanafunzi,
    mwakaWaMasomo: '2025/2026',
    ada: 1_000_000 + digest(mwanafunzi, 10) * 50_000,
    chakula: 10_000 * (180 + digest(`c${mwanafunzi}`, 60)),
    hali: 'UMEGAWIWA',
  }))
}

export function findMeter(mita: string): Row | undefined {
  return only(mita, () => ({
    mita,
    kwh: 120 + digest(mita, 4_000),
    salioShilingi: digest(`s${mita}`, 900_000),
    mkoa: pick(REGIONS, mita),
  }))
}

export function findBill(ankara: string): Row | undefined {
  return only(ankara, () => ({
    ankara,
    uniti: 5 + digest(ankara, 200),
    kiasiShilingi: 1_663 * (5 + digest(ankara, 200)),
    mwezi: 'Februari',
    imelipwa: digest(`l${ankara}`, 2) === 0,
  }))
}

export function findLicence(leseni: string): Row | undefined {
  return only(leseni, () => ({
    leseni,
    aina: digest(leseni, 2) === 0 ? 'Utangazaji' : 'Miundombinu ya mawasiliano',
    mwisho: `${2026 + digest(leseni, 5)}-06-30`,
    hali: 'HAI',
  }))
}

export function findAccount(akaunti: string): Row | undefined {
  return only(akaunti, () => ({ akaunti, jina: 'Akaunti ya Taasisi (mfano)', hali: 'IPO' }))
}

export function findGraduate(cheti: string): Row | undefined {
  return only(cheti, () => ({
    cheti,
    jina: `${pick(FIRST, cheti)} ${pick(MIDDLE, cheti)} Mfano`,
    programu: pick(PROGRAMMES, cheti),
    mwaka: 2010 + digest(cheti, 15),
  }))
}
