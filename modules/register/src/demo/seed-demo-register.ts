import { createHash } from 'node:crypto'
import type { Db } from '@mtandao/pg'
import { insertCommittee, insertMember } from '../committees/committee-store.ts'
import { dayOf, daysAfter } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { refreshFindings } from '../findings/refresh-findings.ts'
import { insertAssessment, setData, setDetail, setPurpose } from '../records/record-store.ts'
import { insertWithHistory } from '../institutions/add-institution.ts'
import { insertApproval } from '../sites/site-store.ts'
import { insertRecord, insertSystem } from '../systems/system-store.ts'
import {
  demoCommittees,
  demoCouncil,
  demoKinds,
  demoHeads,
  demoNames,
  demoRecords,
  demoSites,
  demoStaff,
  demoUnseen,
  type DemoRecord,
} from './demo-plan.ts'
import {
  insertDemoHead,
  insertDemoSite,
  insertDemoStaff,
  setDemoKind,
  selectBare,
  setConfirmed,
} from './demo-store.ts'

const by = 'Nchi ya mfano'

/**
 * Fills the register of the demo country. Doing it again adds what is missing and leaves the rest. It writes for all
 * institutions at once, as nobody signed in may: hence the plain database.
 */
export async function seedDemoRegister(
  deps: Pick<RegisterDeps, 'database' | 'sightings' | 'now'>,
): Promise<void> {
  const now = deps.now()
  await deps.database.transact(async (db) => {
    await insertWithHistory(db, demoCouncil, null)
    for (const { institution, kind } of demoKinds) await setDemoKind(db, institution, kind)
    await seedSites(db, now)
    await seedRecords(db, now)
    await seedPeople(db, now)
  })
  await refreshFindings(deps)
}

const ago = (now: Date, days: number) => daysAfter(dayOf(now), -days)

async function seedSites(db: Db, now: Date): Promise<void> {
  for (const { approved, ...site } of demoSites) {
    const id = uuidOf(site.name)
    if (!(await insertDemoSite(db, { id, ...site, at: now })) || approved === null) continue
    await insertApproval(db, {
      id: uuidOf(`${site.name} idhini`),
      site: id,
      from: ago(now, approved.from),
      until: approved.until === null ? null : ago(now, approved.until),
      citation: 'Barua ya mfano',
      at: now,
    })
  }
}

async function seedRecords(db: Db, now: Date): Promise<void> {
  const unseen: DemoRecord[] = []
  for (const { institution, code, name, record } of demoUnseen) {
    const id = `${institution}.${code}`
    await insertSystem(db, { id, institution, code, nameSw: name.sw, nameEn: name.en })
    unseen.push({ ...record, system: id })
  }
  const records = [...demoRecords, ...unseen]
  const bare = await selectBare(
    db,
    records.map(({ system }) => system),
  )
  for (const system of bare) {
    const found = records.find((one) => one.system === system.id)
    if (found) await seedRecord(db, system.institution, found, now)
  }
}

async function seedRecord(
  db: Db,
  institution: string,
  record: DemoRecord,
  now: Date,
): Promise<void> {
  const { system: id, lifecycle, capabilities, userGroups, owner, detail } = record
  const confirmedAt = new Date(now.getTime() - record.confirmed * 86_400_000)
  const since = ago(now, record.confirmed + 500)
  const base = { system: id, institution, purposeSw: record.sw, purposeEn: record.en }
  await insertRecord(db, { ...base, lifecycle, since, at: confirmedAt, by })
  await setPurpose(db, id, {
    purpose: { sw: record.sw, en: record.en },
    lifecycle,
    lifecycleSince: since,
    capabilities,
    userGroups,
    owner,
    replacedBy: null,
  })
  await setData(db, { id, institution }, record.data)
  const { hostingSite, recoverySite } = detail
  await setDetail(db, id, {
    ...detail,
    hostingSite: hostingSite ? uuidOf(hostingSite) : null,
    recoverySite: recoverySite ? uuidOf(recoverySite) : null,
  })
  for (const days of record.assessed) {
    const assessment = uuidOf(`${id} tathmini ${days}`)
    const given = { assessment, on: ago(now, days), assessor: 'e-GA (mfano)' }
    await insertAssessment(db, { id, institution }, given, now)
  }
  await setConfirmed(db, id, confirmedAt, by)
}

async function seedPeople(db: Db, now: Date): Promise<void> {
  for (const [institution, title, name] of demoHeads) {
    await insertDemoHead(db, { institution, title, name, from: ago(now, 700) })
  }
  for (const [institution, vettings] of demoStaff) {
    for (const [at, vetting] of vettings.entries()) {
      const sworn = vetting === 'cleared'
      await insertDemoStaff(db, {
        id: uuidOf(`${institution} mtumishi ${at}`),
        institution,
        name: `${demoNames[at % demoNames.length]} Mfano`,
        post: at === 0 ? 'Mkuu wa Kitengo cha TEHAMA' : 'Afisa TEHAMA',
        vetting,
        since: vetting === 'not-requested' ? null : ago(now, 200 - at * 30),
        oathOn: sworn ? ago(now, 180 - at * 30) : null,
        at: now,
      })
    }
  }
  for (const [institution, size] of demoCommittees) await seedCommittee(db, institution, size, now)
}

async function seedCommittee(db: Db, institution: string, size: number, now: Date): Promise<void> {
  const id = uuidOf(`${institution} kamati`)
  const from = ago(now, 600)
  const charter = { charterReference: 'Waraka wa mfano', charterOn: from }
  const kind = 'ict-steering' as const
  const row = { id, institution, kind, ...charter, establishedOn: from, at: now }
  if (!(await insertCommittee(db, row))) return
  for (let at = 0; at < size; at += 1) {
    const role = (['chair', 'secretary'] as const)[at] ?? 'member'
    await insertMember(
      db,
      { id, institution },
      {
        id: uuidOf(`${institution} mjumbe ${at}`),
        name: `${demoNames[at % demoNames.length]} Mfano`,
        post: ['Mkuu wa Taasisi', 'Mkuu wa Kitengo cha TEHAMA'][at] ?? 'Mkurugenzi wa Idara',
        role,
        from,
      },
    )
  }
}

/** Always the same for the same words, so that a second seeding finds what the first one made. */
function uuidOf(words: string): string {
  const hex = createHash('sha256').update(`register demo ${words}`).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}
