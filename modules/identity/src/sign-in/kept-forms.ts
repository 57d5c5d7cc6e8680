import type { KeptForms } from '@mtandao/http'
import type { Database, Db } from '@mtandao/pg'
import { digestOf, makeToken } from '../link-token.ts'

const bytesMax = 256 * 1024
const keptMs = 24 * 60 * 60 * 1000

type Values = NonNullable<Awaited<ReturnType<KeptForms['take']>>>

/** As owner: whoever typed has no session any more, and the id in the address is what lets them have it back. */
export function createKeptForms(database: Database, now: () => Date): KeptForms {
  return {
    keep: async (path, fields) => {
      const token = makeToken()
      const json = JSON.stringify(fields)
      // Too long to be kept: the form comes back empty, which the person sees.
      const kept = Buffer.byteLength(json) > bytesMax ? '{}' : json
      await database.rows(
        'insert into identity.kept_form (token_sha256, path, fields, at) values ($1, $2, $3, $4)',
        [digestOf(token), path, kept, now()],
      )
      return token
    },
    take: async (id, path) => {
      const [row] = await database.rows<{ fields: Values }>(
        'select fields from identity.kept_form where token_sha256 = $1 and path = $2 and at > $3',
        [digestOf(id), path, new Date(now().getTime() - keptMs)],
      )
      return row?.fields
    },
  }
}

export async function deleteOldForms(db: Db, now: Date): Promise<void> {
  await db.rows('delete from identity.kept_form where at < $1', [new Date(now.getTime() - keptMs)])
}
