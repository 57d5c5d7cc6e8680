import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import type { RegisterView } from '../model.ts'
import { addresseesHit } from './addressees-hit.ts'
import { namesFor } from './names.ts'
import { addresseeShape } from './obligation-shapes.ts'
import { addresseeWords } from './predicate-words.ts'

export const addresseeAsked = z.strictObject({ addressee: addresseeShape })

export interface AddresseesSeen {
  readonly words: Text
  readonly institutions: readonly { readonly id: string; readonly name: Text }[]
}

/** Who would owe today, in words and one by one; it changes nothing. */
export async function previewAddressees(
  deps: DirectivesDeps,
  actor: Actor,
  { addressee }: z.output<typeof addresseeAsked>,
): Promise<AddresseesSeen> {
  requireEga(actor)
  const hit = addresseesHit(addressee, await registerNow(deps))
  const db = deps.database.within(scopeOf(actor))
  const names = await namesFor(deps.register, db, [addressee], hit)
  return {
    words: addresseeWords(addressee, names),
    institutions: hit.map((id) => ({ id, name: names.institution(id) })),
  }
}

/** Just after a start nobody has read the register yet: then it is read now. */
async function registerNow({ standings }: DirectivesDeps): Promise<RegisterView> {
  if (!standings.current()) await standings.refresh()
  return standings.current()?.inputs.register ?? { institutions: [] }
}
