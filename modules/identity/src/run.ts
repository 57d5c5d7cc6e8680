import { setTimeout as sleep } from 'node:timers/promises'
import { deleteOldSessions } from './auth/session-store.ts'
import type { Ground } from './ground.ts'
import { deleteOldMails } from './mail/mail-store.ts'
import { openTransport, sendMails } from './mail/send-mails.ts'
import { deleteOldAttempts } from './sign-in/attempt-store.ts'
import { deleteOldForms } from './sign-in/kept-forms.ts'

const turnMs = 2_000
const cleanMs = 10 * 60_000
const dayMs = 24 * 60 * 60 * 1000
/** Letters are kept as a record of what was sent, without what they said. */
const mailDays = 30

/** What identity does by itself. A database that is away for a while stops nothing: the next turn tries again. */
export async function runIdentity(
  ground: Ground,
  options: {
    readonly signal: AbortSignal
    readonly smtpUrl: string | undefined
    readonly mailFrom: string | undefined
  },
): Promise<void> {
  const { database, log, now } = ground
  const { signal, smtpUrl, mailFrom = 'mtandao@localhost' } = options
  const transport = smtpUrl === undefined ? undefined : openTransport(smtpUrl)
  let cleanedAt = 0
  while (!signal.aborted) {
    try {
      if (transport) await sendMails({ database, log, now }, transport, mailFrom)
      const at = now()
      if (at.getTime() - cleanedAt >= cleanMs) {
        await deleteOldSessions(database, at)
        await deleteOldAttempts(database, new Date(at.getTime() - dayMs))
        await deleteOldForms(database, at)
        await deleteOldMails(database, new Date(at.getTime() - mailDays * dayMs))
        cleanedAt = at.getTime()
      }
    } catch (error) {
      log.warn('turn-failed', { error })
    }
    await sleep(turnMs, undefined, { signal }).catch(() => {})
  }
  transport?.close()
}
