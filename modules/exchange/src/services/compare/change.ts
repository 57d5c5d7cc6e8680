import type { Text } from '@mtandao/problem'

/** What a change asks of those who use the service already. */
export type Verdict =
  /** What worked may fail. */
  | 'breaking'
  /** May fail, or cannot be judged by a program: somebody must look. */
  | 'caution'
  | 'compatible'

/** What the consumer sends, or what it gets: the same change is another thing on each side. */
export type Direction = 'request' | 'answer'

export interface ContractChange {
  /** In the new document; in the old one for what was removed. RFC 6901. */
  readonly pointer: string
  /** The operation it belongs to. */
  readonly operation: string
  readonly kind: ChangeKind
  readonly verdict: Verdict
  readonly text: Text
}

const texts = {
  'operation-removed': { sw: 'Operesheni imeondolewa', en: 'The operation was removed' },
  'operation-added': { sw: 'Operesheni mpya', en: 'A new operation' },
  'operation-deprecated': {
    sw: 'Operesheni imetangazwa kuwa itaondolewa',
    en: 'The operation is marked as deprecated',
  },
  'parameter-removed': { sw: 'Kigezo «{name}» kimeondolewa', en: 'Parameter «{name}» was removed' },
  'parameter-added': { sw: 'Kigezo kipya «{name}»', en: 'A new parameter «{name}»' },
  'parameter-required': {
    sw: 'Kigezo «{name}» sasa ni lazima',
    en: 'Parameter «{name}» is now required',
  },
  'parameter-optional': {
    sw: 'Kigezo «{name}» si lazima tena',
    en: 'Parameter «{name}» is no longer required',
  },
  'body-removed': { sw: 'Mwili wa ombi umeondolewa', en: 'The request body was removed' },
  'body-added': { sw: 'Ombi sasa lina mwili', en: 'The request now has a body' },
  'body-required': { sw: 'Mwili wa ombi sasa ni lazima', en: 'The request body is now required' },
  'body-optional': {
    sw: 'Mwili wa ombi si lazima tena',
    en: 'The request body is no longer required',
  },
  'media-removed': { sw: 'Muundo «{name}» umeondolewa', en: 'The format «{name}» was removed' },
  'media-added': { sw: 'Muundo mpya «{name}»', en: 'A new format «{name}»' },
  'answer-removed': { sw: 'Jibu «{name}» limeondolewa', en: 'Answer «{name}» was removed' },
  'answer-added': { sw: 'Jibu jipya «{name}»', en: 'A new answer «{name}»' },
  'header-removed': {
    sw: 'Kichwa cha jibu «{name}» kimeondolewa',
    en: 'Answer header «{name}» was removed',
  },
  'header-added': { sw: 'Kichwa kipya cha jibu «{name}»', en: 'A new answer header «{name}»' },
  'member-removed': { sw: 'Kipengele «{name}» kimeondolewa', en: 'Member «{name}» was removed' },
  'member-added': { sw: 'Kipengele kipya «{name}»', en: 'A new member «{name}»' },
  'member-required': {
    sw: 'Kipengele «{name}» sasa ni lazima',
    en: 'Member «{name}» is now required',
  },
  'member-optional': {
    sw: 'Kipengele «{name}» si lazima tena',
    en: 'Member «{name}» is no longer required',
  },
  'type-changed': {
    sw: 'Aina imebadilika: {from} → {to}',
    en: 'The type changed: {from} → {to}',
  },
  nullable: { sw: 'Sasa inaweza kuwa null', en: 'It may now be null' },
  'not-nullable': { sw: 'Haiwezi kuwa null tena', en: 'It may no longer be null' },
  'enum-removed': {
    sw: 'Thamani zilizoondolewa: {name}',
    en: 'Values removed: {name}',
  },
  'enum-added': { sw: 'Thamani mpya: {name}', en: 'New values: {name}' },
  'enum-set': {
    sw: 'Sasa ni thamani hizi tu: {name}',
    en: 'Only these values from now on: {name}',
  },
  'enum-dropped': {
    sw: 'Orodha ya thamani imeondolewa: chochote kinakubalika',
    en: 'The list of values was removed: anything goes',
  },
  'format-changed': {
    sw: 'Muundo wa thamani umebadilika: {from} → {to}',
    en: 'The format changed: {from} → {to}',
  },
  'limit-tightened': {
    sw: 'Kikomo «{name}» kimebanwa: {from} → {to}',
    en: 'Limit «{name}» was tightened: {from} → {to}',
  },
  'limit-loosened': {
    sw: 'Kikomo «{name}» kimelegezwa: {from} → {to}',
    en: 'Limit «{name}» was loosened: {from} → {to}',
  },
  'others-refused': {
    sw: 'Vipengele visivyotajwa havikubaliwi tena',
    en: 'Members that are not named are no longer accepted',
  },
  'others-accepted': {
    sw: 'Vipengele visivyotajwa sasa vinakubalika',
    en: 'Members that are not named are now accepted',
  },
  'others-changed': {
    sw: 'Sharti la vipengele visivyotajwa limebadilika',
    en: 'What members that are not named must be has changed',
  },
  'default-changed': {
    sw: 'Thamani inayochukuliwa pasipo kujaza imebadilika: {from} → {to}',
    en: 'The default changed: {from} → {to}',
  },
  'choice-changed': {
    sw: 'Chaguo za «{name}» zimebadilika; zikague mwenyewe',
    en: 'The choices of «{name}» changed; look at them yourself',
  },
  'rule-changed': {
    sw: 'Sharti «{name}» limebadilika; likague mwenyewe',
    en: 'The rule «{name}» changed; look at it yourself',
  },
  'security-added': { sw: 'Usalama mpya: {name}', en: 'New security: {name}' },
  'security-removed': { sw: 'Usalama ulioondolewa: {name}', en: 'Security removed: {name}' },
  'security-asked': {
    sw: 'Sasa usalama unahitajika: {name}',
    en: 'Security is now asked for: {name}',
  },
  'security-dropped': {
    sw: 'Usalama hauhitajiki tena',
    en: 'Security is no longer asked for',
  },
  unreadable: {
    sw: 'Sehemu hii haikuweza kulinganishwa; ikague mwenyewe',
    en: 'This part could not be compared; look at it yourself',
  },
  'too-many': {
    sw: 'Kuna mabadiliko mengine ambayo hayakuorodheshwa',
    en: 'There are more changes, which are not listed',
  },
} as const

export type ChangeKind = keyof typeof texts

/** Collects changes, up to a number that somebody may read. */
export interface Finder {
  found(
    kind: ChangeKind,
    verdict: Verdict,
    pointer: string,
    values?: Readonly<Record<string, string>>,
  ): void
}

const changesMax = 500

export interface Findings extends Finder {
  at(operation: string): void
  list(): readonly ContractChange[]
}

export function findings(): Findings {
  const changes: ContractChange[] = []
  let operation = ''
  const add = (
    kind: ChangeKind,
    verdict: Verdict,
    pointer: string,
    values: Readonly<Record<string, string>>,
  ) => {
    const fill = (text: string) =>
      text.replaceAll(/\{(\w+)\}/g, (_, name: string) => (values[name] ?? '').slice(0, 200))
    const { sw, en } = texts[kind]
    changes.push({ pointer, operation, kind, verdict, text: { sw: fill(sw), en: fill(en) } })
  }
  return {
    at(id) {
      operation = id
    },
    found(kind, verdict, pointer, values = {}) {
      if (changes.length < changesMax) add(kind, verdict, pointer, values)
      // What is not listed may break: it is never passed over in silence.
      else if (changes.length === changesMax) add('too-many', 'caution', '', {})
    },
    list: () => changes,
  }
}
