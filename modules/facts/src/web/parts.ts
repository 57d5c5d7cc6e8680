import { code, moment, tabs, tag, type Say, type Tone } from '@mtandao/ui'
import { holds, type Actor } from '@mtandao/identity/contract'
import { h, type ComponentChildren, type JSX } from 'preact'
import {
  isPublicType,
  typeName,
  type Fact,
  type FactSource,
  type FactView,
  type Kept,
} from '../contract.ts'
import { messages } from './messages.ts'
import { institutionName, partsOf, type Names } from './names.ts'
import { addressOf } from './shapes.ts'
import { valueFields, type ValueField } from './value-fields.ts'

/** Small parts that the pages of facts share. */

/** Each has an outline of its own: an eye, a voice, a seal. */
const sources: Readonly<
  Record<FactSource, { readonly tone: Tone; readonly sign: () => ComponentChildren }>
> = {
  machine: {
    tone: 'good',
    sign: () => [
      h('path', {
        class: 'line',
        d: 'M1 8c2-3.3 4.3-5 7-5s5 1.7 7 5c-2 3.3-4.3 5-7 5S3 11.3 1 8z',
      }),
      h('circle', { cx: 8, cy: 8, r: 2.3 }),
    ],
  },
  declared: {
    tone: 'open',
    sign: () => h('path', { class: 'line', d: 'M1.5 2.5h13v8H8.2L4.5 14v-3.5h-3z' }),
  },
  verified: {
    tone: 'good',
    sign: () => [
      h('circle', { cx: 8, cy: 8, r: 7 }),
      h('path', { class: 'cut', d: 'M4.7 8.4 7 10.7l4.4-5' }),
    ],
  },
}

/** Where a fact comes from: a sign, and the word. */
export function sourceTag(say: Say, source: FactSource): JSX.Element {
  const { tone, sign } = sources[source]
  return h(
    'span',
    { class: tone },
    h('svg', { class: 'mark', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, sign()),
    ' ',
    h('strong', null, say.of(messages)(`source.${source}`)),
  )
}

/** Said only of a fact that no longer speaks. */
export function standingTag(say: Say, fact: FactView, now: Date): JSX.Element | null {
  const t = say.of(messages)
  if (fact.supersededBy !== null) return tag('plain', t('standing.superseded'))
  return isExpired(fact, now) ? tag('plain', t('standing.expired')) : null
}

export function isExpired({ validUntil }: Pick<Fact, 'validUntil'>, now: Date): boolean {
  return validUntil !== null && validUntil <= now
}

/** What it is about, by name, with the way there. */
export function subjectLink(
  say: Say,
  names: Names,
  { subject, institution }: Fact,
): ComponentChildren {
  const { type, id } = subject
  if (type === 'institution') return institutionLink(say, names, id)
  if (type === 'system') {
    const name = names.systems.get(id)
    return [
      h('a', { href: `/systems/${encodeURIComponent(id)}` }, name ? say.text(name) : say.data(id)),
      ...of(say, names, institution),
    ]
  }
  if (type !== 'obligation') return [code(id), ...of(say, names, institution)]
  const parts = partsOf(id)
  const name = names.obligations.get(parts.obligation)
  const href = addressOf(
    `/country/${encodeURIComponent(parts.institution)}/${encodeURIComponent(parts.obligation)}`,
    { period: parts.period },
  )
  return [
    h('a', { href }, name ? say.text(name) : say.data(parts.obligation)),
    ...(parts.period === undefined ? [] : [' ', code(parts.period)]),
    ...of(say, names, institution),
  ]
}

function of(say: Say, names: Names, institution: string | null): ComponentChildren[] {
  if (institution === null) return []
  return [h('small', { class: 'soft block' }, institutionName(say, names, institution))]
}

export function institutionLink(say: Say, names: Names, id: string): JSX.Element {
  return h(
    'a',
    { href: `/institutions/${encodeURIComponent(id)}` },
    institutionName(say, names, id),
  )
}

export function typeWords(say: Say, type: string): string {
  return say.text(typeName(type))
}

/** What a value says: pairs of a term and its words. What its type does not name is left to the JSON below. */
export function valuePairs(
  say: Say,
  { type, value }: Pick<Fact, 'type' | 'value'>,
): [string, ComponentChildren][] {
  return membersOf(type, value).map(([field, member]) => [
    say.text(field.label),
    memberWords(say, field, member),
  ])
}

/** The same in one line, for lists. */
export function valueLine(say: Say, { type, value }: Pick<Fact, 'type' | 'value'>): JSX.Element {
  const said = membersOf(type, value).flatMap(([field, member]): ComponentChildren[] => {
    if (field.kind === 'flag') return [memberWords(say, field, member)]
    if (field.kind === 'systems' || field.kind === 'site') return []
    return [[say.text(field.label), ': ', memberWords(say, field, member)]]
  })
  return h('span', null, ...said.flatMap((one, at) => (at === 0 ? [one] : [' · ', one])))
}

function membersOf(type: string, value: unknown): (readonly [ValueField, unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  const known: Readonly<Record<string, unknown>> = { ...value }
  return (valueFields[type] ?? []).flatMap((field) => {
    const member = known[field.name]
    return member === undefined ? [] : [[field, member] as const]
  })
}

function memberWords(say: Say, field: ValueField, member: unknown): ComponentChildren {
  if (field.kind === 'flag') return say.text(member === true ? field.yes : field.no)
  if (field.kind === 'systems') return systemLinks(say, member)
  if (field.kind === 'site' && typeof member === 'string') {
    const href = `/sites/${encodeURIComponent(member)}`
    return h('a', { href }, say.of(messages)('value.site'))
  }
  if (field.kind === 'count' && typeof member === 'number') return say.number(member)
  const text = typeof member === 'string' ? member : JSON.stringify(member)
  if (field.kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return say.date(text)
  const words = field.kind === 'code' ? field.words[text] : undefined
  return words ? say.text(words) : say.data(text)
}

function systemLinks(say: Say, member: unknown): ComponentChildren {
  const ids = Array.isArray(member) ? member.filter((id) => typeof id === 'string') : []
  if (ids.length === 0) return say.number(0)
  return ids.flatMap((id, at) => [
    at === 0 ? null : ', ',
    h('a', { href: `/systems/${encodeURIComponent(id)}` }, say.data(id)),
  ])
}

/** The file behind a fact: its fingerprint for everybody, the file for who may open it. */
export function evidenceWords(
  say: Say,
  sha256: string | null,
  kept: Kept | undefined,
): ComponentChildren {
  const t = say.of(messages)
  if (sha256 === null) return t('evidence.none')
  if (!kept) return t('evidence.closed')
  return evidenceLink(say, kept)
}

export function evidenceLink(say: Say, kept: Kept): JSX.Element {
  return h(
    'a',
    { href: `/evidence/${kept.sha256}` },
    say.of(messages)('evidence.download', keptWords(say, kept)),
  )
}

/** For a message: what sort of file, and how large. */
export function keptWords(say: Say, { mediaType, bytes }: Kept): { kind: string; size: string } {
  const t = say.of(messages)
  return { kind: bare(t(`kind.${mediaType}`)), size: bare(say.bytes(bytes)) }
}

/** Words that go into a message are marked with the message, not twice. */
function bare(said: string): string {
  return said.replaceAll(/[⟦⟧]/g, '')
}

export function typeNote(say: Say, type: string): string {
  return say.of(messages)(isPublicType(type) ? 'fact.open' : 'fact.closed')
}

/** When it was so, for lists. */
export function asOf(say: Say, { observedAt }: Pick<Fact, 'observedAt'>): JSX.Element {
  return moment(say, observedAt, 'shortDateTime')
}

export type Tab = 'all' | 'own' | 'verify' | 'declare' | 'alarms'

/** Between the pages of facts; those of no use to the reader are left out. */
export function factTabs(say: Say, actor: Actor | undefined, current: Tab): JSX.Element | null {
  if (!actor || actor.suspended) return null
  const t = say.of(messages)
  const places: readonly (readonly [Tab, string, boolean])[] = [
    ['all', '/facts', true],
    ['own', addressOf('/facts', { institution: actor.institution }), true],
    ['verify', '/facts/to-verify', holds(actor, 'ega-officer', 'ict-officer', 'head')],
    ['declare', '/facts/declare', holds(actor, 'ict-officer', 'head')],
    ['alarms', '/facts/alarms', true],
  ]
  return tabs(
    say,
    places
      .filter(([, , isTheirs]) => isTheirs)
      .map(([tab, href]) => ({ href, label: t(`tab.${tab}`), current: tab === current })),
  )
}
