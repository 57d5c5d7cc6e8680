import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Register } from '@mtandao/register/contract'
import type { Say } from '@mtandao/ui'
import { selectObligations } from '../keeping/session-store.ts'
import { centralGovernmentName, isCentralGovernment } from '../parts.ts'

/** What rows of a table are called. */
export interface RowNames {
  institution(say: Say, id: string): string
  obligation(say: Say, id: string): string
}

/** Names of these institutions, and of the obligations in force on a day. */
export async function rowNames(
  register: Register,
  db: Db,
  { institutions, day }: { readonly institutions: readonly string[]; readonly day: string },
): Promise<RowNames> {
  const known = await register.institutionNames(db, [...new Set(institutions)])
  const titles = new Map<string, Text>(
    (await selectObligations(db, day)).map(({ id, title }) => [id, title]),
  )
  return {
    institution: (say, id) => {
      const name = isCentralGovernment(id) ? centralGovernmentName : known.get(id)
      return name ? say.text(name) : say.data(id)
    },
    obligation: (say, id) => {
      const title = titles.get(id)
      return title ? say.text(title) : say.data(id)
    },
  }
}
