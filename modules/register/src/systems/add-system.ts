import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { SystemView } from '../contract.ts'
import type { RegisterDeps } from '../deps.ts'
import { refreshFindings } from '../findings/refresh-findings.ts'
import { requireKeeper } from '../keepers.ts'
import { line, systemCode, words } from '../shapes.ts'
import { registerSystem } from './register-system.ts'

export const newSystem = z.strictObject({
  code: systemCode,
  nameSw: line(300),
  nameEn: line(300),
  purposeSw: words(2000),
  purposeEn: words(2000),
})

/** A system of the actor's institution, with what the bus needs to know; the rest of its record follows. */
export async function addSystem(
  deps: RegisterDeps,
  actor: Actor,
  given: z.output<typeof newSystem>,
): Promise<SystemView> {
  const { institution } = actor
  requireKeeper(actor, institution)
  const { code, nameSw, nameEn, purposeSw, purposeEn } = given
  const name = { sw: nameSw, en: nameEn }
  const purpose = { sw: purposeSw, en: purposeEn }
  const system = await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const made = await registerSystem(db, actor, { institution, code, name, purpose }, deps.now())
    await deps.audit.record(db, actor, {
      action: 'register.system-registered',
      subject: { type: 'system', id: made.id },
      institutions: [institution],
      detail: { name },
    })
    return made
  })
  await refreshFindings(deps, institution)
  return system
}
