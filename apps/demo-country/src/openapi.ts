import {
  findAccount,
  findBill,
  findCompany,
  findGraduate,
  findLicence,
  findLoan,
  findMeter,
  findPerson,
  type Row,
} from './records.ts'
import { getParty, type Name, type Offer } from './plan.ts'

/** What one service takes and gives, by an example from the registers of the demo. */
interface Told {
  readonly summary: Name
  readonly personalData: boolean
  readonly request: Row
  readonly answer: Row
  /** What each member is, where its name does not say it in English. */
  readonly members: Readonly<Record<string, string>>
}

const number = '19900101'

/** The answer of a register that has the number. */
function rowOf(row: Row | undefined): Row {
  if (row === undefined) throw new Error(`invariant: ${number} is on no register`)
  return row
}

const told: Readonly<Record<string, Told>> = {
  'nida-utambulisho': {
    summary: {
      sw: 'Huthibitisha taarifa za msingi za mtu kwa namba ya utambulisho (NIN).',
      en: 'Confirms the basic facts of a person by identity number (NIN).',
    },
    personalData: true,
    request: { nin: number },
    answer: rowOf(findPerson(number)),
    members: {
      nin: 'Identity number',
      jinaLaKwanza: 'First name',
      jinaLaKati: 'Middle name',
      jinaLaMwisho: 'Last name',
      jinsia: 'Sex: KE female, ME male',
      mkoa: 'Region',
      mwakaWaKuzaliwa: 'Year of birth',
    },
  },
  'brela-makampuni': {
    summary: {
      sw: 'Hutoa jina, shughuli na hali ya kampuni kwa namba ya usajili.',
      en: 'Gives the name, trade and state of a company by registration number.',
    },
    personalData: false,
    request: { namba: '110011' },
    answer: rowOf(findCompany('110011')),
    members: {
      namba: 'Registration number',
      jina: 'Name',
      shughuli: 'Trade',
      mkoa: 'Region',
      hali: 'State: HAI active, IMESITISHWA struck off',
    },
  },
  'heslb-mikopo': {
    summary: {
      sw: 'Hutoa mgao wa mkopo wa mwanafunzi kwa mwaka wa masomo; jibu huja baadaye.',
      en: 'Gives the loan allocation of a student for the academic year; the answer comes later.',
    },
    personalData: true,
    request: { mwanafunzi: number },
    answer: rowOf(findLoan(number)),
    members: {
      mwanafunzi: 'Student number',
      mwakaWaMasomo: 'Academic year',
      ada: 'Tuition fee, TZS',
      chakula: 'Meals and accommodation, TZS',
      hali: 'State of the allocation',
    },
  },
  'tanesco-umeme': {
    summary: {
      sw: 'Hutoa matumizi na salio la mita ya umeme.',
      en: 'Gives the reading and the balance of an electricity meter.',
    },
    personalData: false,
    request: { mita: number },
    answer: rowOf(findMeter(number)),
    members: {
      mita: 'Meter number',
      kwh: 'Units used, kWh',
      salioShilingi: 'Balance, TZS',
      mkoa: 'Region',
    },
  },
  'maji-ankara': {
    summary: {
      sw: 'Hutoa kiasi na hali ya ankara ya maji ya taasisi.',
      en: 'Gives the amount and state of a water bill of an institution.',
    },
    personalData: false,
    request: { ankara: number },
    answer: rowOf(findBill(number)),
    members: {
      ankara: 'Bill number',
      uniti: 'Units',
      kiasiShilingi: 'Amount, TZS',
      mwezi: 'Month',
      imelipwa: 'Whether it is paid',
    },
  },
  'tcra-leseni': {
    summary: {
      sw: 'Hutoa aina, hali na siku ya mwisho ya leseni ya mawasiliano.',
      en: 'Gives the kind, state and last day of a communications licence.',
    },
    personalData: false,
    request: { leseni: number },
    answer: rowOf(findLicence(number)),
    members: { leseni: 'Licence number', aina: 'Kind', mwisho: 'Last day', hali: 'State' },
  },
  'bot-akaunti': {
    summary: {
      sw: 'Huthibitisha kuwa akaunti ya taasisi ipo. Ujumbe unaweza kusimbwa hadi mwisho.',
      en: 'Confirms that an account of an institution exists. Messages may be encrypted end to end.',
    },
    personalData: false,
    request: { akaunti: number },
    answer: rowOf(findAccount(number)),
    members: { akaunti: 'Account number', jina: 'Name of the account', hali: 'State' },
  },
  'udsm-wahitimu': {
    summary: {
      sw: 'Huthibitisha shahada ya mhitimu kwa namba ya cheti.',
      en: 'Confirms the degree of a graduate by certificate number.',
    },
    personalData: true,
    request: { cheti: number },
    answer: rowOf(findGraduate(number)),
    members: { cheti: 'Certificate number', jina: 'Name', programu: 'Programme', mwaka: 'Year' },
  },
  'ega-taasisi': {
    summary: {
      sw: 'Orodha ya taasisi za umma zilizo kwenye basi.',
      en: 'The list of public institutions on the bus.',
    },
    personalData: false,
    request: {},
    answer: { msimbo: 'EGA', sw: 'Mamlaka ya Serikali Mtandao', en: 'e-Government Authority' },
    members: { msimbo: 'Code', sw: 'Name in Swahili', en: 'Name in English' },
  },
  'fedha-mapato': {
    summary: {
      sw: 'Hutuma taarifa ya kila stakabadhi ya mapato kwa taasisi zenye makubaliano.',
      en: 'Sends a notice of every revenue receipt to institutions with an agreement.',
    },
    personalData: false,
    request: {
      stakabadhi: 'MF10000001',
      kiasi: '25000',
      sarafu: 'TZS',
      chanzo: 'Tozo ya huduma (mfano)',
    },
    answer: { imepokelewa: true },
    members: {
      stakabadhi: 'Receipt number',
      kiasi: 'Amount',
      sarafu: 'Currency',
      chanzo: 'Source',
      imepokelewa: 'Taken',
    },
  },
  'ppra-zabuni': {
    summary: {
      sw: 'Hutuma tangazo la kila zabuni mpya kwa taasisi zenye makubaliano.',
      en: 'Sends a notice of every new tender to institutions with an agreement.',
    },
    personalData: false,
    request: {
      namba: 'ZBN-10000001',
      kichwa: 'Ununuzi wa vifaa vya TEHAMA (mfano)',
      mwisho: '2026-12-31',
    },
    answer: { imepokelewa: true },
    members: {
      namba: 'Tender number',
      kichwa: 'Title',
      mwisho: 'Last day',
      imepokelewa: 'Taken',
    },
  },
}

/** The OpenAPI document (JSON text) of a service: what a call by its code takes and gives, and paths of its own where it has any. */
export function openApiOf(offer: Offer): string | undefined {
  const found = told[offer.id]
  if (found === undefined) return undefined
  const { name } = getParty(offer.party)
  return JSON.stringify({
    openapi: '3.1.0',
    info: {
      title: `${offer.name.sw} (mfano)`,
      version: '1.0.0',
      description: found.summary.en,
      'x-mtandao': {
        summary: found.summary,
        // What goes between the treasury and the central bank is nobody else's to look for.
        audience: offer.id === 'bot-akaunti' ? 'institutions' : 'public',
        personalData: found.personalData,
        contact: `Kitengo cha TEHAMA, ${name.sw}`,
      },
    },
    paths: {
      ...(offer.esbCode === undefined ? {} : { '/': { post: callOf(offer, found) } }),
      ...Object.fromEntries(
        offer.endpoints.map(({ method, path }) => [
          path,
          { [method.toLowerCase()]: lookUpOf(path, found) },
        ]),
      ),
    },
    components: {
      schemas: { Ombi: schemaOf(found.request, found), Jibu: schemaOf(found.answer, found) },
    },
  })
}

function callOf(offer: Offer, { summary, request, answer }: Told) {
  return {
    operationId: offer.id,
    summary: `${summary.sw} / ${summary.en}`,
    requestBody: {
      required: true,
      content: { [`application/${offer.format}`]: mediaOf('Ombi', bodyOf(request, offer)) },
    },
    responses: {
      200: {
        description: 'Sawa',
        content: { [`application/${offer.format}`]: mediaOf('Jibu', bodyOf(answer, offer)) },
      },
    },
  }
}

const mediaOf = (schema: string, value: Row | string) => ({
  schema: { $ref: `#/components/schemas/${schema}` },
  examples: { mfano: { value } },
})

function bodyOf(row: Row, { format }: Offer): Row | string {
  if (format === 'json') return row
  return Object.entries(row)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')
}

function lookUpOf(path: string, { summary, answer, request }: Told) {
  const names = [...path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name ?? '')
  const one = { $ref: '#/components/schemas/Jibu' }
  const list = path.split('/')[1] ?? ''
  return {
    operationId: path.replaceAll(/[^a-z]+/gi, '-').replaceAll(/^-|-$/g, ''),
    summary: `${summary.sw} / ${summary.en}`,
    parameters: names.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
      example: request[name] ?? answer[name],
    })),
    responses: {
      200: {
        description: 'Sawa',
        content: {
          'application/json':
            names.length > 0
              ? { schema: one, examples: { mfano: { value: answer } } }
              : {
                  schema: { type: 'object', properties: { [list]: { type: 'array', items: one } } },
                  examples: { mfano: { value: { [list]: [answer] } } },
                },
        },
      },
      404: {
        description: 'Haipo',
        content: {
          'application/json': {
            schema: { type: 'object', properties: { kosa: { type: 'string' } } },
          },
        },
      },
    },
  }
}

function schemaOf(row: Row, { members }: Told) {
  const typeOf = (value: Row[string]) => (typeof value === 'number' ? 'integer' : typeof value)
  return {
    type: 'object',
    required: Object.keys(row),
    properties: Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        { type: typeOf(value), description: members[name] ?? name },
      ]),
    ),
  }
}
