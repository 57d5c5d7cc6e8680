import type { Logger } from '@mtandao/log'
import type { Database } from '@mtandao/pg'
import { createTransport, type Transporter } from 'nodemailer'
import { markFailed, markSent, takeWaitingMails } from './mail-store.ts'

const takenMs = 5 * 60_000
const triesMax = 10
/** A quarter of a minute, then three times as long each time, at most nine hours. */
const firstWaitMs = 15_000
const waitsMax = 7

/** Sends what waits, each by itself; a failed one is tried again later and later, and given up after a day. */
export async function sendMails(
  {
    database,
    log,
    now,
  }: { readonly database: Database; readonly log: Logger; readonly now: () => Date },
  transport: Transporter,
  from: string,
): Promise<void> {
  const host = from.slice(from.lastIndexOf('@') + 1).replace(/[^\w.-].*$/, '') || 'localhost'
  const at = now()
  const mails = await takeWaitingMails(database, at, new Date(at.getTime() + takenMs))
  for (const { id, to, subject, body, tries } of mails) {
    try {
      await transport.sendMail({
        from,
        to,
        subject,
        text: body,
        // A letter that is sent again because we could not note that it was sent is the same one.
        messageId: `<${id}@${host}>`,
        // RFC 3834: nobody's holiday notice answers it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      await markSent(database, id, now())
    } catch (error) {
      const waitMs = firstWaitMs * 3 ** Math.min(tries - 1, waitsMax)
      const tryAt = new Date(now().getTime() + waitMs)
      await markFailed(database, id, { tryAt, givenUp: tries >= triesMax })
      log.warn('mail-not-sent', { id, tries, error })
    }
  }
}

/** @param url `smtp://…` or `smtps://…`, with user and password where the server wants them */
export function openTransport(url: string): Transporter {
  return createTransport(url, { disableFileAccess: true, disableUrlAccess: true })
}
