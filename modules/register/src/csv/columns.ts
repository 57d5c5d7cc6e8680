import type { Text } from '@mtandao/problem'

/** The columns of the institutions' CSV, in the order they are written. */
export const columns = [
  'id',
  'class',
  'code',
  'name_sw',
  'name_en',
  'acronym',
  'kind',
  'parent',
  'region',
  'websites',
] as const
export type ColumnName = (typeof columns)[number]

/** Without these a file says nothing; the others may be left out and then stay as they are. */
export const neededColumns: readonly ColumnName[] = ['id', 'name_sw', 'name_en']

export const rowsMax = 20_000
export const fileBytesMax = 2 * 1024 * 1024

/** An institution as a row of the file: '' where there is nothing; websites sorted, between single spaces. */
export type Row = Readonly<Record<ColumnName, string>>

/** Why a row is refused, in one word for programs and a sentence for people. */
export const reasons = {
  missing: { sw: 'Haijajazwa', en: 'Not filled in' },
  'too-long': { sw: 'Ni ndefu mno', en: 'Too long' },
  'bad-form': { sw: 'Muundo wake si sahihi', en: 'Not of the right form' },
  'not-listed': { sw: 'Haipo kwenye orodha', en: 'Not on the list' },
  'unknown-parent': {
    sw: 'Taasisi mama haipo kwenye rejista wala kwenye faili',
    en: 'The parent is neither on the register nor in the file',
  },
  loop: { sw: 'Taasisi ingekuwa chini yake yenyewe', en: 'The institution would be under itself' },
  repeated: { sw: 'Imeandikwa mara mbili kwenye faili', en: 'Stands twice in the file' },
  'address-taken': {
    sw: 'Anuani ya GovESB ni ya taasisi nyingine',
    en: 'The bus address is another institution’s',
  },
  'address-fixed': {
    sw: 'Anuani ya GovESB haibadilishwi kwa faili',
    en: 'A bus address is not changed by a file',
  },
  'date-order': {
    sw: 'Iliyopo ilianza baada ya tarehe uliyochagua',
    en: 'The present one began after the day you chose',
  },
  'wrong-columns': {
    sw: 'Idadi ya safu si sawa na ya mstari wa kwanza',
    en: 'Not as many columns as the first line has',
  },
} as const satisfies Readonly<Record<string, Text>>
export type ReasonCode = keyof typeof reasons

export interface FieldChange {
  readonly column: ColumnName
  readonly before: string
  readonly after: string
}

/** What an import would do with one line, or has done. */
export interface Verdict {
  /** As a text editor counts. */
  readonly line: number
  readonly id: string
  readonly verdict: 'new' | 'changed' | 'unchanged' | 'refused'
  readonly changes: readonly FieldChange[]
  readonly why: readonly { readonly column: ColumnName | null; readonly reason: ReasonCode }[]
}
