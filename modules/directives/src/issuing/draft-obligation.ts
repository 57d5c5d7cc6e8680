import type { Register } from '@mtandao/register/contract'
import type { Db } from '@mtandao/pg'
import { insertObligation } from '../keeping/session-store.ts'
import type { Due } from '../model.ts'
import { problem } from '../problems.ts'
import { institutionsNamed } from './addressees-hit.ts'
import type { ObligationDraft } from './obligation-shapes.ts'
import { slugOf } from './slug.ts'

/** The column takes 16,384 as PostgreSQL writes it, with its blanks. */
const addresseeBytesMax = 13_000

/** The first day that counts for what is due. */
export function dueFrom(due: Due): string {
  return due.type === 'every-quarter' ? due.from : due.day
}

/**
 * Holds a draft against what is known, before anything is written.
 * @throws Problem `directives.days-in-past`, `directives.institution-unknown`, `directives.addressees-too-long`
 */
export async function checkDraft(
  db: Db,
  register: Register,
  draft: ObligationDraft,
  effectiveOn: string,
): Promise<void> {
  if (dueFrom(draft.due) < effectiveOn) throw problem('days-in-past', { extra: { field: 'due' } })
  if (Buffer.byteLength(JSON.stringify(draft.addressee)) > addresseeBytesMax)
    throw problem('addressees-too-long', { extra: { field: 'addressee' } })
  const named = institutionsNamed(draft.addressee)
  const known = await register.institutionNames(db, named)
  const unknown = named.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const list = unknown.slice(0, 5).join(', ')
    throw problem('institution-unknown', {
      detail: { sw: `Hazipo kwenye rejista: ${list}`, en: `Not in the register: ${list}` },
      extra: { field: 'addressee' },
    })
  }
}

/** Writes the first version of it under an id that is free. @returns the id */
export async function insertDraft(
  db: Db,
  draft: ObligationDraft,
  at: { readonly directive: string; readonly from: string; readonly taken: ReadonlySet<string> },
): Promise<string> {
  const wanted = `${at.directive}-${slugOf(draft.title.sw, 30)}`
  let id = wanted
  for (let nth = 2; at.taken.has(id); nth += 1) id = `${wanted}-${String(nth)}`
  const row = { ...draft, id, directive: at.directive }
  const isNew = await insertObligation(db, row, { version: 1, from: at.from })
  // Somebody took the id between looking and writing; the form comes back and the next try finds another.
  if (!isNew) throw problem('number-taken', { extra: { field: 'title' } })
  return id
}
