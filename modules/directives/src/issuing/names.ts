import type { Db } from '@mtandao/pg'
import { institutionKinds, type Register } from '@mtandao/register/contract'
import type { Addressee } from '../model.ts'
import { institutionsNamed } from './addressees-hit.ts'
import type { PredicateNames } from './predicate-words.ts'

/** Names of the kinds, and of the institutions that these addressees or `more` speak of. */
export async function namesFor(
  register: Register,
  db: Db,
  addressees: readonly Addressee[],
  more: readonly string[] = [],
): Promise<PredicateNames> {
  const ids = new Set([...addressees.flatMap(institutionsNamed), ...more])
  const known = await register.institutionNames(db, [...ids])
  const asItIs = (code: string) => ({ sw: code, en: code })
  return {
    kind: (code) => institutionKinds.find((kind) => kind.code === code)?.name ?? asItIs(code),
    institution: (id) => known.get(id) ?? asItIs(id),
  }
}
