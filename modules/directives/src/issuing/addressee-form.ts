import { institutionKinds } from '@mtandao/register/contract'
import { z } from 'zod'
import type { Addressee, Predicate } from '../model.ts'
import { problem } from '../problems.ts'

/** How a form without scripts says who owes: conditions that are ticked, how they go together, and who is left out. */
export const addresseeFields = {
  addressee: z.enum(['institutions', 'joint', 'ega', 'central-government']),
  combine: z.enum(['both', 'any']),
  kinds: z.array(z.enum(institutionKinds.map(({ code }) => code))).max(100),
  /** Whether those kinds are meant, or all others. */
  kindsAre: z.enum(['these', 'others']),
  systems: z.enum(['', 'with', 'without']),
  citizens: z.enum(['', 'with', 'without']),
  /** One institution a line, by id, acronym or name. */
  list: z.string().max(50_000),
  except: z.string().max(50_000),
}
const shape = z.strictObject(addresseeFields)
export type AddresseeFields = z.output<typeof shape>

/** What a form begins with: everybody. */
export const everyone: AddresseeFields = {
  addressee: 'institutions',
  combine: 'both',
  kinds: [],
  kindsAre: 'these',
  systems: '',
  citizens: '',
  list: '',
  except: '',
}

export interface Nameable {
  readonly id: string
  readonly acronym: string | null
  readonly name: { readonly sw: string; readonly en: string }
}

/** @throws Problem `directives.institution-unknown` beside the field */
export function addresseeOf(fields: AddresseeFields, institutions: readonly Nameable[]): Addressee {
  const { addressee: type } = fields
  if (type === 'ega' || type === 'central-government') return { type }
  return { type, which: predicateOf(fields, institutions) }
}

function predicateOf(fields: AddresseeFields, institutions: readonly Nameable[]): Predicate {
  const listed = idsIn(fields.list, institutions, 'list')
  const left = idsIn(fields.except, institutions, 'except')
  const conditions: Predicate[] = []
  if (fields.kinds.length > 0) {
    const kinds: Predicate = { is: 'kinds', kinds: fields.kinds }
    conditions.push(fields.kindsAre === 'these' ? kinds : not(kinds))
  }
  if (fields.systems !== '') conditions.push(has('has-systems', fields.systems))
  if (fields.citizens !== '') conditions.push(has('has-citizen-data', fields.citizens))
  if (listed.length > 0) conditions.push({ is: 'list', institutions: listed })
  const [first] = conditions
  const wanted: Predicate =
    conditions.length > 1 ? { is: fields.combine, of: conditions } : (first ?? { is: 'all' })
  if (left.length === 0) return wanted
  return { is: 'both', of: [wanted, not({ is: 'list', institutions: left })] }
}

function not(of: Predicate): Predicate {
  return { is: 'not', of }
}

function has(is: 'has-systems' | 'has-citizen-data', what: 'with' | 'without'): Predicate {
  return what === 'with' ? { is } : not({ is })
}

/** Ids of the institutions named, a line each, in the order of their ids. */
function idsIn(
  typed: string,
  institutions: readonly Nameable[],
  field: 'list' | 'except',
): string[] {
  const lines = typed.split(/[\n;]/).map((line) => line.trim())
  const wanted = lines.filter((line) => line !== '')
  if (wanted.length === 0) return []
  const byName = namesOf(institutions)
  const unknown = wanted.filter((line) => !byName.get(plain(line)))
  if (unknown.length > 0) {
    const some = unknown
      .slice(0, 5)
      .map((line) => line.slice(0, 60))
      .join(', ')
    throw problem('institution-unknown', {
      detail: { sw: `Hazipo kwenye rejista: ${some}`, en: `Not in the register: ${some}` },
      extra: { field },
    })
  }
  return [...new Set(wanted.flatMap((line) => byName.get(plain(line)) ?? []))].toSorted()
}

/** A name or acronym that two share is nobody's; an id is always its own. */
function namesOf(institutions: readonly Nameable[]): ReadonlyMap<string, string | null> {
  const byName = new Map<string, string | null>()
  for (const { id, acronym, name } of institutions)
    for (const said of new Set([name.sw, name.en, acronym ?? id].map(plain)))
      byName.set(said, byName.has(said) ? null : id)
  for (const { id } of institutions) byName.set(plain(id), id)
  return byName
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
