import type { Db } from '@mtandao/pg'
import type { PersonsLetter } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { selectAddresses } from '../people/person-store.ts'
import { machineMail } from './letters.ts'
import { insertMails } from './mail-store.ts'

/** Letters of other modules, in their transaction. Demo accounts outside the demo country are written nothing. */
export async function writeLetters(
  { demo, mailGoesOut, now }: Pick<Ground, 'demo' | 'mailGoesOut' | 'now'>,
  db: Db,
  letters: readonly PersonsLetter[],
): Promise<number> {
  if (!mailGoesOut || letters.length === 0) return 0
  const ids = letters.map(({ person }) => person)
  const people = new Map((await selectAddresses(db, ids)).map((row) => [row.id, row]))
  const mails = letters.flatMap(({ person, subject, body }) => {
    const found = people.get(person)
    if (!found || (found.demo && !demo)) return []
    return [{ to: found.email, ...machineMail({ name: found.name, subject, body }) }]
  })
  await insertMails(db, mails, now())
  return mails.length
}
