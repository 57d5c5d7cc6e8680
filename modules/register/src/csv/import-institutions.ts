import { createHash, randomUUID } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { isEga, requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import type { ColumnName, Row, Verdict } from './columns.ts'
import {
  deleteImportsBefore,
  findImport,
  insertImport,
  insertPlanned,
  insertRevisions,
  movePlanned,
  renamePlanned,
  selectKnown,
  setApplied,
  setWebsites,
} from './import-store.ts'
import { countVerdicts, planImport, type PlannedRow } from './plan-import.ts'
import { readCsv, textOf } from './read-csv.ts'
import { writeCsv } from './write-csv.ts'

const dayMs = 24 * 60 * 60 * 1000

export interface DryRun {
  readonly id: string
  readonly at: Date
  /** Changes are in force from this day. */
  readonly from: string
  readonly appliedAt: Date | null
  /** Hex SHA-256 of the verdicts: what the yes to them must name. */
  readonly planSha256: string
  readonly verdicts: readonly Verdict[]
  readonly counts: Readonly<Record<Verdict['verdict'], number>>
}

/**
 * Reads the file, says what it would do line by line, and keeps it for a day so that it can be done.
 * @throws Problem `register.file-unreadable`, `register.date-ahead`
 */
export async function tryImport(
  deps: RegisterDeps,
  actor: Actor,
  given: { readonly bytes: Uint8Array; readonly from: string },
): Promise<DryRun> {
  requireEga(actor)
  const { bytes, from } = given
  const now = deps.now()
  if (from > dayOf(now)) throw problem('date-ahead', { extra: { field: 'from' } })
  const content = textOf(bytes)
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const plan = await planNow(db, content, from)
    const id = randomUUID()
    const planSha256 = digestOf(plan, from)
    const fileSha256 = createHash('sha256').update(bytes).digest('hex')
    await deleteImportsBefore(db, new Date(now.getTime() - dayMs))
    await insertImport(db, {
      id,
      person: actor.person.id,
      at: now,
      from,
      fileSha256,
      content,
      planSha256,
    })
    return dryRunOf({ id, at: now, from, appliedAt: null, planSha256 }, plan)
  })
}

/** What it would do now; after it was done, only that it was. @throws Problem `register.not-found` */
export async function showImport(deps: RegisterDeps, actor: Actor, id: string): Promise<DryRun> {
  requireEga(actor)
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const kept = await findImport(db, id, actor.person.id)
    if (!kept) throw problem('not-found')
    const plan = kept.appliedAt ? [] : await planNow(db, kept.content, kept.from)
    const planSha256 = kept.appliedAt ? kept.planSha256 : digestOf(plan, kept.from)
    return dryRunOf({ ...kept, planSha256 }, plan)
  })
}

/**
 * Does what the dry run showed, in one transaction; refused lines are left out. If the register moved since, nothing is
 * done: a repeatable read either sees exactly what was judged or is started again.
 * @throws Problem `register.not-found`, `register.import-moved`
 */
export async function applyImport(
  deps: RegisterDeps,
  actor: Actor,
  { id, planSha256 }: { readonly id: string; readonly planSha256: string },
): Promise<DryRun> {
  requireEga(actor)
  return await deps.database.within(scopeOf(actor)).transact(
    async (db) => {
      const now = deps.now()
      const kept = await findImport(db, id, actor.person.id)
      if (!kept || kept.appliedAt) throw problem('not-found')
      const plan = await planNow(db, kept.content, kept.from)
      if (digestOf(plan, kept.from) !== planSha256) throw problem('import-moved')
      await carryOut(db, plan, kept.from)
      await writeDown(db, actor, plan, now)
      await setApplied(db, id, now)
      const done = dryRunOf({ ...kept, appliedAt: now, planSha256 }, plan)
      await deps.audit.record(db, actor, {
        action: 'register.institutions-imported',
        subject: { type: 'import', id },
        institutions: [],
        detail: { fileSha256: kept.fileSha256, planSha256, from: kept.from, counts: done.counts },
      })
      return done
    },
    { isolation: 'repeatable read' },
  )
}

/** All institutions as CSV; importing it again changes nothing. */
export async function exportInstitutions(deps: RegisterDeps, actor: Actor): Promise<string> {
  if (!isEga(actor) && !actor.roles.includes('auditor')) throw problem('not-yours')
  return writeCsv(await selectKnown(deps.database.within(scopeOf(actor))))
}

async function planNow(db: Db, content: string, from: string): Promise<PlannedRow[]> {
  const known = new Map((await selectKnown(db)).map((row) => [row.id, row]))
  return planImport(readCsv(Buffer.from(content)), known, from)
}

async function carryOut(db: Db, plan: readonly PlannedRow[], from: string): Promise<void> {
  const rowsWhere = (wanted: (verdict: Verdict) => boolean): Row[] =>
    plan.flatMap(({ verdict, row }) => (row && wanted(verdict) ? [row] : []))
  const changing = (...names: readonly ColumnName[]) =>
    rowsWhere(
      ({ verdict, changes }) =>
        verdict === 'changed' && changes.some(({ column }) => names.includes(column)),
    )
  const added = rowsWhere(({ verdict }) => verdict === 'new')
  await insertPlanned(db, added)
  await setWebsites(db, added, null)
  await renamePlanned(db, changing('name_sw', 'name_en', 'acronym'), from)
  await movePlanned(db, changing('kind', 'parent', 'region'), from)
  await setWebsites(db, changing('websites'), from)
}

async function writeDown(
  db: Db,
  actor: Actor,
  plan: readonly PlannedRow[],
  now: Date,
): Promise<void> {
  const revisions = plan.flatMap(({ verdict: { id, verdict, changes } }) => {
    if (changes.length === 0) return []
    const side = (which: 'before' | 'after') =>
      Object.fromEntries(changes.map((change) => [change.column, change[which]]))
    return [{ id, before: verdict === 'new' ? null : side('before'), after: side('after') }]
  })
  await insertRevisions(db, actor.person, revisions, now)
}

function dryRunOf(
  { id, at, from, appliedAt, planSha256 }: Omit<DryRun, 'verdicts' | 'counts'>,
  plan: readonly PlannedRow[],
): DryRun {
  const verdicts = plan.map(({ verdict }) => verdict)
  return { id, at, from, appliedAt, planSha256, verdicts, counts: countVerdicts(verdicts) }
}

function digestOf(plan: readonly PlannedRow[], from: string): string {
  const verdicts = plan.map(({ verdict }) => verdict)
  return createHash('sha256')
    .update(JSON.stringify([from, verdicts]))
    .digest('hex')
}
