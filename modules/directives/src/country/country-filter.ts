import { z } from 'zod'
import { marks, type Mark } from '../counts.ts'
import { line } from '../shapes.ts'
import type { MatrixRow } from './country-matrix.ts'
import type { CountryNames, InstitutionName } from './country-names.ts'
import { plainWords } from './plain-words.ts'

export const orders = ['name', 'not-met', 'late'] as const
export type Order = (typeof orders)[number]

/** What is looked for on the country page. All of it stands in the address. */
export interface CountryFilter {
  /** Words that begin words of an institution's names, acronym or id. */
  readonly search?: string | undefined
  readonly directive?: string | undefined
  /** Codes of the register's lists. */
  readonly kind?: string | undefined
  readonly region?: string | undefined
  /** Institutions with at least one such result under the directives shown. */
  readonly result?: Mark | undefined
  /** Only with something late under the directives shown. */
  readonly late: boolean
  readonly order: Order
}

const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .union([z.literal(''), shape])
    .optional()
    .transform((value) => (value === '' ? undefined : (value as z.output<Shape> | undefined)))
const code = z.string().regex(/^[a-z0-9-]{1,120}$/)
const institution = z.string().regex(/^[a-z0-9.-]{1,200}$/)

/** The filter as it stands in an address: everything is text, and nothing said is ''. */
export const filterShape = z.object({
  search: optional(line(100)),
  directive: optional(code),
  kind: optional(code),
  region: optional(code),
  result: optional(z.enum(marks as [Mark, ...Mark[]])),
  late: z
    .enum(['', 'yes'])
    .optional()
    .transform((value) => value === 'yes'),
  order: z.enum(orders).default('name'),
})

/** The last institution of the page before. */
export const cursorShape = optional(institution)

/** Whether an institution is one of those looked for; what its results are is not asked here. */
export function isSought(
  { search, kind, region }: CountryFilter,
  one: InstitutionName | undefined,
): boolean {
  if (search === undefined && kind === undefined && region === undefined) return true
  if (!one) return false
  if (kind !== undefined && one.kind !== kind) return false
  if (region !== undefined && one.region !== region) return false
  return search === undefined || plainWords(search).every((word) => one.words.includes(` ${word}`))
}

/** Whether the row has such results, under whichever directives it was made of. */
export function hasSuch({ result, late }: CountryFilter, { whole }: MatrixRow): boolean {
  if (late && whole.daysLate === 0) return false
  return result === undefined || whole[result] > 0
}

/** Total: what is asked first, then by name. */
export function inOrder(
  order: Order,
  place: CountryNames['place']['sw'],
): (a: MatrixRow, b: MatrixRow) => number {
  const figure = ({ whole }: MatrixRow): number =>
    order === 'name' ? 0 : order === 'late' ? whole.daysLate : whole['not-met']
  const placeOf = ({ institution: id }: MatrixRow) => place.get(id) ?? Number.MAX_SAFE_INTEGER
  return (a, b) => figure(b) - figure(a) || placeOf(a) - placeOf(b) || byId(a, b)
}

function byId(a: MatrixRow, b: MatrixRow): number {
  return a.institution === b.institution ? 0 : a.institution < b.institution ? -1 : 1
}
