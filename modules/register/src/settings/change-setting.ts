import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { line } from '../shapes.ts'
import { replaceSetting, selectSettings, type Setting } from './setting-store.ts'

const people = z.int().min(1).max(50)
const days = z.int().min(1).max(3650)

/** What each setting may be: a setting without a shape here cannot be written. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  'committee.members-min': people,
  'committee.members-max': people,
  'committee.chair': z.enum(['head', 'other']),
  'committee.secretary': z.enum(['head-of-ict', 'other']),
  'committee.frequency': z.enum(['month', 'quarter', 'half-year', 'year']),
  'findings.silent-days': days,
  'findings.confirm-days': days,
}

export const settingChange = z.strictObject({
  key: z.enum(Object.keys(shapes) as [string, ...string[]]),
  value: z.union([z.string().max(40), z.int()]),
  basis: z.enum(['practice', 'product', 'statute']),
  citation: line(500),
  /** That somebody has read the source itself. */
  verified: z.boolean(),
})

/** In force from today; what was in force keeps its row. */
export async function changeSetting(
  deps: RegisterDeps,
  actor: Actor,
  given: z.output<typeof settingChange>,
): Promise<void> {
  requireEga(actor)
  const value = shapes[given.key]?.safeParse(given.value)
  if (!value?.success) throw problem('not-listed', { extra: { field: 'value' } })
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    await replaceSetting(db, { ...given, value: value.data, from: dayOf(deps.now()) })
    await deps.audit.record(db, actor, {
      action: 'register.setting-changed',
      subject: { type: 'setting', id: given.key },
      institutions: [],
      detail: { ...given },
    })
  })
}

/** The settings in force today, by key; all of them public. */
export async function listSettings(
  deps: RegisterDeps,
  actor: Actor | undefined,
): Promise<Setting[]> {
  return await selectSettings(deps.database.within(scopeOf(actor)), '', dayOf(deps.now()))
}
