import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import type { JoiningDeps } from './deps.ts'
import { listRequestRows } from './request-store.ts'
import { listSecrets } from './client-store.ts'

/** Something that waits for this person, for the desk page. */
export interface JoiningNotice {
  readonly text: Text
  readonly href: string
  readonly since: Date
}

const noticesMax = 50

/** For e-GA what awaits its answer; for the officer who asked, what was answered and needs the next step. */
export async function joiningNotices(
  { database }: Pick<JoiningDeps, 'database'>,
  actor: Actor,
): Promise<JoiningNotice[]> {
  if (actor.suspended) return []
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const notices: JoiningNotice[] = []
    if (holds(actor, 'ega-officer')) {
      for (const one of await listRequestRows(db, { state: 'pending', limit: noticesMax })) {
        notices.push({
          text: {
            sw: `Mfumo ${one.system} unaomba matumizi halisi ya GovESB`,
            en: `System ${one.system} asks for production on GovESB`,
          },
          href: `/admin/approvals/${one.id}`,
          since: one.askedAt,
        })
      }
    }
    if (holds(actor, 'ict-officer')) {
      for (const one of await listRequestRows(db, { state: 'decided', limit: noticesMax })) {
        const { client, institution, decidedAt } = one
        if (client === null || institution !== actor.institution || !decidedAt) continue
        if ((await listSecrets(db, client)).length > 0) continue
        notices.push({
          text: {
            sw: `e-GA imekubali mfumo ${one.system}: tengeneza siri ya mteja ${client}`,
            en: `e-GA approved system ${one.system}: make the secret of client ${client}`,
          },
          href: `/systems/${one.system}/join`,
          since: decidedAt,
        })
      }
    }
    return notices
  })
}
