import type { FactSource } from '@mtandao/facts/contract'
import type { Text } from '@mtandao/problem'

/** What is met is told by facts alone; `unknown` is an answer of its own and never counts as not met. */
export type Result = 'met' | 'partly' | 'not-met' | 'unknown' | 'not-applicable' | 'exempt'

export const results: readonly Result[] = [
  'met',
  'partly',
  'not-met',
  'unknown',
  'not-applicable',
  'exempt',
]

/** Where the work stands, which people say; apart from the result, which facts say. */
export type Status = 'to-do' | 'submitted' | 'in-review' | 'closed'

/** A system as the rules see it. */
export interface SystemSeen {
  readonly id: string
  /** It holds data of citizens: people appear among what it is master or copy of. */
  readonly citizenData: boolean
  /** The bus knows it. */
  readonly onBus: boolean
}

export interface InstitutionSeen {
  readonly id: string
  readonly kind: string | null
  readonly systems: readonly SystemSeen[]
}

/** The register at one moment: what stands in it decides who owes and out of how many, so no missing fact shrinks a duty. */
export interface RegisterView {
  readonly institutions: readonly InstitutionSeen[]
}

/** Which institutions, as data. */
export type Predicate =
  | { readonly is: 'all' }
  | { readonly is: 'kinds'; readonly kinds: readonly string[] }
  | { readonly is: 'list'; readonly institutions: readonly string[] }
  | { readonly is: 'has-systems' }
  | { readonly is: 'has-citizen-data' }
  | { readonly is: 'both'; readonly of: readonly Predicate[] }
  | { readonly is: 'any'; readonly of: readonly Predicate[] }
  | { readonly is: 'not'; readonly of: Predicate }

export type Addressee =
  | { readonly type: 'institutions'; readonly which: Predicate }
  | { readonly type: 'ega' }
  /** The Government as a whole: nobody in particular is chased. */
  | { readonly type: 'central-government' }
  /** e-GA together with these institutions. */
  | { readonly type: 'joint'; readonly which: Predicate }

/** Days are `YYYY-MM-DD`. */
export type Due =
  | { readonly type: 'on'; readonly day: string }
  /** By the last day of every quarter of the financial year, from the one this day lies in. */
  | { readonly type: 'every-quarter'; readonly from: string }
  /** From a day on, without an end: late from the day after it. */
  | { readonly type: 'from'; readonly day: string }

export interface Obligation {
  readonly id: string
  readonly directive: string
  readonly title: Text
  readonly addressee: Addressee
  readonly due: Due
  /** A rule by name; the rule set says which version. */
  readonly rule: RuleName
  readonly citation: string
  /** Somebody has read the source itself. Otherwise it is shown as "to be confirmed". */
  readonly verified: boolean
}

export const ruleNames = [
  'joined-govesb',
  'registered-systems',
  'unregistered-on-bus',
  'committee-constituted',
  'hosting-approved',
  'recovery-site-and-drill',
  'security-assessment-age',
  'source-ownership',
  'staff-vetted-and-sworn',
  'key-rotation',
  'sustainable-systems',
  'manual-evidence',
] as const
export type RuleName = (typeof ruleNames)[number]

/** A number that no law we could read gives: since when, and where it comes from. */
export interface DatedSetting {
  /** `{rule}.{name}` */
  readonly key: string
  readonly value: number
  readonly from: string
  readonly basis: 'practice' | 'product' | 'statute'
  readonly citation: string
  readonly verified: boolean
}

/** What is published together and never changes afterwards. */
export interface RuleSet {
  readonly version: number
  readonly effectiveFrom: string
  readonly rules: Readonly<Record<RuleName, number>>
  readonly settings: readonly DatedSetting[]
}

/** Both in milliseconds since 1970: how things stood `at` a moment, as far as it was recorded by `knownBy`. */
export interface AsOf {
  readonly at: number
  readonly knownBy: number
}

export interface Exemption {
  readonly obligation: string
  readonly institution: string
  readonly from: string
  /** Last day. There is no exemption without an end. */
  readonly until: string
}

/** A sentence by code and what stands in it; words in both languages are in `reasons.ts`. */
export interface Reason {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface FactUsed {
  readonly id: string
  readonly type: string
  readonly subject: string
  /** Milliseconds since 1970. */
  readonly observedAt: number
  readonly source: FactSource
}

export interface Assessment {
  readonly obligation: string
  readonly directive: string
  /** An institution's id, or `central-government`. */
  readonly institution: string
  /** The quarter of a recurring obligation; null otherwise. */
  readonly period: string | null
  readonly dueOn: string
  readonly daysLate: number
  readonly result: Result
  readonly exemptUntil: string | null
  /** `joined-govesb@1` */
  readonly rule: string
  readonly ruleSet: number
  readonly why: Reason
  /** What would change it; null when nothing need change. */
  readonly change: Reason | null
  /** At most 20, by id. */
  readonly facts: readonly FactUsed[]
}
