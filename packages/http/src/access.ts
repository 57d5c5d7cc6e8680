import { problem } from './problems.ts'
import type { Access, Caller } from './routes.ts'

/**
 * Whether this caller may pass. A suspended one passes nowhere but where anyone may.
 * @throws Problem `http.sign-in-needed`, `http.suspended`, `http.not-for-you`
 */
export function admit(who: Access, caller: Caller | undefined): void {
  if (who === 'anyone') return
  if (!caller) throw problem('sign-in-needed')
  if (caller.suspended) throw problem('suspended')
  if (who === 'signed-in') return
  if (!caller.roles.some((role) => who.includes(role))) {
    throw problem('not-for-you', { extra: { roles: who } })
  }
}
