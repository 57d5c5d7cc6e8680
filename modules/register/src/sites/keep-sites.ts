import { randomUUID } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { refreshFindings } from '../findings/refresh-findings.ts'
import { requireEga } from '../keepers.ts'
import { regions } from '../lists/regions.ts'
import { problem } from '../problems.ts'
import { day, line, listedCode, orNothing, words } from '../shapes.ts'
import {
  findSite,
  insertApproval,
  insertSite,
  selectSites,
  withdrawApproval,
  type Site,
} from './site-store.ts'

export const newSite = z.strictObject({
  name: line(200),
  operator: line(200),
  place: line(200),
  region: orNothing(listedCode(regions)),
})

export const newApproval = z.strictObject({
  from: day,
  until: orNothing(day),
  citation: line(500),
})

export const withdrawal = z.strictObject({ approval: z.uuid(), why: words(500) })

export async function listSites(deps: RegisterDeps, actor: Actor | undefined): Promise<Site[]> {
  return await selectSites(deps.database.within(scopeOf(actor)))
}

export async function showSite(
  deps: RegisterDeps,
  actor: Actor | undefined,
  id: string,
): Promise<Site> {
  const site = await findSite(deps.database.within(scopeOf(actor)), id)
  if (!site) throw problem('not-found')
  return site
}

/** A data centre is listed without approval: that is a step of its own. */
export async function addSite(
  deps: RegisterDeps,
  actor: Actor,
  given: z.output<typeof newSite>,
): Promise<{ readonly id: string }> {
  requireEga(actor)
  const id = randomUUID()
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await insertSite(db, { id, ...given, at: deps.now() }))) {
      throw problem('site-taken', { extra: { field: 'name' } })
    }
    await deps.audit.record(db, actor, {
      action: 'register.site-added',
      subject: { type: 'site', id },
      institutions: [],
      detail: given,
    })
  })
  return { id }
}

export async function approveSite(
  deps: RegisterDeps,
  actor: Actor,
  site: string,
  given: z.output<typeof newApproval>,
): Promise<void> {
  requireEga(actor)
  const { from, until } = given
  if (until !== null && until < from) throw problem('date-order', { extra: { field: 'until' } })
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await findSite(db, site))) throw problem('not-found')
    await insertApproval(db, { id: randomUUID(), site, ...given, at: deps.now() })
    await deps.audit.record(db, actor, {
      action: 'register.site-approved',
      subject: { type: 'site', id: site },
      institutions: [],
      detail: given,
    })
  })
  await refreshFindings(deps)
}

/** The approval stays in the history with the day and the reason. */
export async function withdrawSite(
  deps: RegisterDeps,
  actor: Actor,
  site: string,
  { approval, why }: z.output<typeof withdrawal>,
): Promise<void> {
  requireEga(actor)
  const on = dayOf(deps.now())
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await withdrawApproval(db, { site, approval, on, why }))) throw problem('not-found')
    await deps.audit.record(db, actor, {
      action: 'register.site-approval-withdrawn',
      subject: { type: 'site', id: site },
      institutions: [],
      detail: { approval, why },
    })
  })
  await refreshFindings(deps)
}
