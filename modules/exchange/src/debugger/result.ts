import { createHash } from 'node:crypto'
import { printable, type Cause, type Excerpt, type R1Cause } from '@mtandao/seal/explain'
import { code, copyable, facts, moment, notice, section, table, tag, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { Explained, KeyView } from './explain-message.ts'
import { messages, mistakes, reasons } from './messages.ts'

type Envelope = Extract<Explained, { door: 'govesb' }>
type R1 = Extract<Explained, { door: 'r1' }>

/** What was found, as the parts of a page. */
export function resultOf(say: Say, explained: Explained): ComponentChildren[] {
  const t = say.of(messages)
  return [
    explained.suspended ? notice('bad', {}, h('p', null, t('suspended'))) : null,
    ...(explained.door === 'govesb' ? envelopeResult(say, explained) : r1Result(say, explained)),
    keysSection(say, explained.keys),
  ]
}

function envelopeResult(say: Say, { said }: Envelope): ComponentChildren[] {
  const t = say.of(messages)
  switch (said.verdict) {
    case 'valid':
      return [
        notice(
          'good',
          { title: t('verdict.valid') },
          h('p', null, t('verdict.valid.text', { key: said.verified?.key ?? '' })),
          said.verified?.text === 'compact' ? h('p', null, t('verdict.valid.compact')) : null,
        ),
        bytesSection(say, said),
      ]
    case 'unsigned':
      return [
        notice('bad', { title: t('verdict.unsigned') }, h('p', null, t('verdict.unsigned.govesb'))),
        bytesSection(say, said),
      ]
    case 'malformed':
      return [
        notice(
          'bad',
          { title: t('verdict.malformed') },
          h(
            'p',
            null,
            t('verdict.malformed.at', { at: said.fault?.position ?? 0 }),
            ' ',
            said.fault ? say.text(said.fault.text) : null,
          ),
        ),
      ]
    case 'invalid':
      return [
        notice('bad', { title: t('verdict.invalid') }),
        causeSection(say, said.cause, said.signatureMistakes),
        bytesSection(say, said),
      ]
  }
}

function causeSection(
  say: Say,
  cause: Cause | R1Cause | undefined,
  written: readonly (keyof typeof mistakes)[] = [],
): JSX.Element {
  const t = say.of(messages)
  const known = cause?.mistakes ?? written
  const m = say.of(mistakes)
  return section(
    'cause',
    t('cause.heading'),
    cause && known.length > 0 ? h('p', null, t('cause.found', { key: cause.key })) : null,
    cause && known.length === 0 ? h('p', null, t('cause.right')) : null,
    known.length > 0 ? h('ul', null, ...known.map((mistake) => h('li', null, m(mistake)))) : null,
    cause ? null : h('p', null, t('cause.unknown')),
    cause?.difference ? differencePart(say, cause.difference) : null,
  )
}

function differencePart(say: Say, difference: NonNullable<Cause['difference']>): JSX.Element {
  const t = say.of(messages)
  const line = ({ before, after, byte }: Excerpt) => [
    h(
      'pre',
      { tabIndex: 0, translate: 'no' },
      h('code', null, before, h('mark', null, '▶'), after),
    ),
    byte === undefined ? h('p', { class: 'hint' }, t('difference.end')) : null,
  ]
  return h(
    'div',
    null,
    h('h3', null, t('difference.heading')),
    h('p', null, t('difference.at', { at: difference.at })),
    h('p', null, t('difference.signed')),
    line(difference.signed),
    h('p', null, t('difference.sent')),
    line(difference.sent),
  )
}

const shownBytesMax = 16 * 1024

function bytesSection(say: Say, said: Envelope['said']): JSX.Element | null {
  const t = say.of(messages)
  const { signedText, compactText, start = 0, end = 0 } = said
  if (!signedText) return null
  return section(
    'bytes',
    t('bytes.heading'),
    h('p', null, t('bytes.span', { start, end, count: signedText.length })),
    shown(say, signedText),
    ...(compactText && said.verdict !== 'valid'
      ? [h('p', null, t('bytes.compact')), shown(say, compactText)]
      : []),
  )
}

/** Bytes as text, with their digest to compare with one's own. */
function shown(say: Say, bytes: Buffer): JSX.Element {
  const t = say.of(messages)
  const digest = createHash('sha256').update(bytes).digest('hex')
  return h(
    'div',
    null,
    facts([[t('bytes.sha256'), code(digest)]]),
    bytes.length > shownBytesMax ? h('p', { class: 'hint' }, t('bytes.cut')) : null,
    copyable(say, bytes.subarray(0, shownBytesMax).toString('utf8'), t('bytes.heading')),
  )
}

function r1Result(say: Say, { said }: R1): ComponentChildren[] {
  const t = say.of(messages)
  const due: ComponentChildren[] =
    said.digestDue === undefined ? [] : [facts([[t('r1.digest.due'), code(said.digestDue)]])]
  switch (said.verdict) {
    case 'valid':
      return [
        notice(
          'good',
          { title: t('verdict.valid') },
          h('p', null, t('verdict.valid.text', { key: said.verifiedBy ?? '' })),
        ),
        signaturesSection(say, said),
      ]
    case 'unsigned':
      return [
        notice('open', { title: t('verdict.unsigned') }, h('p', null, t('verdict.unsigned.r1'))),
        signaturesSection(say, said),
      ]
    case 'digest-wrong':
      return [
        notice('bad', { title: t('verdict.digest-wrong') }, ...due),
        signaturesSection(say, said),
      ]
    case 'invalid':
      return [
        notice(
          'bad',
          { title: t('verdict.invalid') },
          said.reason ? h('p', null, say.of(reasons)(said.reason)) : null,
        ),
        causeSection(say, said.cause),
        signaturesSection(say, said),
      ]
  }
}

function signaturesSection(say: Say, said: R1['said']): JSX.Element {
  const t = say.of(messages)
  const list = (all: readonly string[]) =>
    all.length > 0 ? all.map((one) => [code(one), ' ']) : null
  const { maxAgeSeconds, skewSeconds } = said.times
  const instant = (seconds: number | undefined) =>
    seconds === undefined || seconds > 8e12 ? null : moment(say, new Date(seconds * 1000))
  return section(
    'signatures',
    t('r1.heading'),
    facts([
      [t('r1.required'), list(said.required)],
      [t('r1.known'), list(said.knownKeys)],
    ]),
    ...said.signatures.map((one) =>
      h(
        'div',
        null,
        facts([
          [t('r1.keyid'), one.keyid === undefined ? null : code(one.keyid)],
          [t('r1.created'), instant(one.created)],
          [t('r1.expires'), instant(one.expires)],
          [t('r1.uncovered'), list(one.uncovered)],
        ]),
        one.missing === undefined
          ? null
          : h('p', null, t('r1.missing', { component: one.missing })),
        ...(one.base
          ? [
              h('p', null, t('bytes.base', { label: one.label, count: one.base.length })),
              shown(say, one.base),
            ]
          : []),
      ),
    ),
    h('p', { class: 'hint' }, t('r1.times', { age: maxAgeSeconds, skew: skewSeconds })),
  )
}

function keysSection(say: Say, keys: readonly KeyView[]): JSX.Element {
  const t = say.of(messages)
  return section(
    'keys',
    t('keys.heading'),
    table({
      caption: t('keys.caption'),
      unseenCaption: true,
      rows: keys,
      columns: [
        { label: t('key.id'), cell: ({ id }: KeyView) => code(printable(Buffer.from(id))) },
        { label: t('key.curve'), cell: ({ curve }: KeyView) => code(curve) },
        { label: t('key.fingerprint'), cell: ({ fingerprint }: KeyView) => code(fingerprint) },
        { label: t('key.validity'), cell: (key: KeyView) => spanOf(say, key) },
        {
          label: t('key.role'),
          cell: ({ role }: KeyView) =>
            tag(role === 'decides' ? 'good' : 'plain', t(`role.${role}`)),
        },
      ],
      empty: [h('p', null, t('keys.none')), h('p', null, t('keys.none.next'))],
    }),
  )
}

function spanOf(say: Say, { notBefore, notAfter }: KeyView): string {
  const t = say.of(messages)
  if (!notBefore || !notAfter) return t('key.always')
  return t('key.span', { from: plain(say, notBefore), to: plain(say, notAfter) })
}

/** Inside another message: already said once. */
function plain(say: Say, at: Date): string {
  return say.date(at).replaceAll(/[⟦⟧]/g, '')
}
