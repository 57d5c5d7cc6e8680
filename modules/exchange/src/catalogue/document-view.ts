import { code, copyable, table, tag, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { exampleOf } from '../services/contract/example-of.ts'
import type {
  ContractMedia,
  ContractOperation,
  ContractParameter,
  Json,
  JsonObject,
  ServiceContract,
} from '../services/contract/service-contract.ts'
import { memberRows, typeText, type MemberRow } from './member-rows.ts'
import { messages } from './messages.ts'

const operationsShown = 60
const rowsShown = 120

/** A document as people read it: operations, members, examples. Everything in it is the provider's own words. */
export function documentView(
  say: Say,
  contract: ServiceContract,
  esbCode: string | null,
): JSX.Element {
  const t = say.of(messages)
  const shown = contract.operations.slice(0, operationsShown)
  const rest = contract.operations.length - shown.length
  return h(
    'div',
    { class: 'document' },
    ...shown.map((operation, at) =>
      h(
        'details',
        // The first is open: most services have one.
        { open: at === 0, id: `op-${at}` },
        h('summary', null, operationName(say, operation, esbCode)),
        operationView(say, contract.root, operation),
      ),
    ),
    rest > 0 ? h('p', { class: 'soft' }, t('entry.more-operations', { count: rest })) : null,
  )
}

function operationName(say: Say, { method, path, id }: ContractOperation, esbCode: string | null) {
  const t = say.of(messages)
  if (id === 'govesb' || path === '/') return t('op.by-code', { code: esbCode ?? '…' })
  return code(method && path ? `${method} ${path}` : id)
}

function operationView(say: Say, root: JsonObject, operation: ContractOperation): JSX.Element {
  const t = say.of(messages)
  const { summary, description, deprecated, parameters, request, answers } = operation
  return h(
    'div',
    null,
    deprecated ? h('p', null, tag('open', t('op.deprecated'))) : null,
    words(say, summary),
    description === summary ? null : words(say, description),
    parameters.length > 0 ? parameterTable(say, parameters) : null,
    ...(request
      ? [
          h('h3', null, t('op.request')),
          words(say, request.description),
          ...request.content.map((media) => mediaView(say, root, media, 'request')),
        ]
      : []),
    ...answers.flatMap(({ status, description: meaning, content }) => [
      h('h3', null, t('op.answer', { status })),
      words(say, meaning),
      ...content.map((media) => mediaView(say, root, media, 'answer')),
    ]),
  )
}

function words(say: Say, text: string): JSX.Element | null {
  return text === '' ? null : h('p', null, say.data(text.slice(0, 2_000)))
}

function parameterTable(say: Say, parameters: readonly ContractParameter[]): JSX.Element {
  const t = say.of(messages)
  return table({
    caption: t('op.parameters'),
    columns: [
      {
        label: t('member.name'),
        cell: ({ name, required }) => nameCell(say, name, required),
      },
      { label: t('member.in'), cell: ({ in: place }) => code(place) },
      { label: t('member.type'), cell: ({ schema }) => typeCell(typeText(schema)) },
      { label: t('member.meaning'), cell: ({ description }) => say.data(description || '–') },
    ],
    rows: parameters,
    empty: '',
  })
}

function mediaView(
  say: Say,
  root: JsonObject,
  media: ContractMedia,
  side: 'request' | 'answer',
): JSX.Element {
  const t = say.of(messages)
  const { rows, more } = memberRows(root, media.schema, rowsShown)
  const example = media.examples[0]?.value ?? exampleOf(root, media.schema)
  return h(
    'div',
    null,
    h('p', null, code(media.type)),
    table<MemberRow>({
      caption: t(side === 'request' ? 'op.request' : 'op.answer', { status: '' }),
      unseenCaption: true,
      columns: [
        { label: t('member.name'), cell: ({ path, required }) => nameCell(say, path, required) },
        { label: t('member.type'), cell: ({ type }) => typeCell(type) },
        { label: t('member.meaning'), cell: (row) => meaningCell(say, row) },
      ],
      rows,
      empty: h('p', { class: 'soft' }, t('op.no-members')),
    }),
    more ? h('p', { class: 'soft' }, t('op.more-members')) : null,
    example === null || example === undefined
      ? null
      : copyable(say, exampleText(example), t(`op.example.${side}`)),
  )
}

function nameCell(say: Say, name: string, required: boolean): ComponentChildren {
  const mark = h('small', { class: 'soft' }, ' ', say.of(messages)('member.required'))
  return [code(name), required ? mark : null]
}

function typeCell(type: string): ComponentChildren {
  return code(type === '' ? '*' : type)
}

function meaningCell(say: Say, row: MemberRow): ComponentChildren {
  const t = say.of(messages)
  const parts: ComponentChildren[] = []
  if (row.description !== '') parts.push(say.data(row.description.slice(0, 500)))
  if (row.values.length > 0) parts.push(t('member.values', { values: row.values.join(', ') }))
  if (row.choices > 0) parts.push(t('member.choice', { count: row.choices }))
  if (row.repeats) parts.push(t('member.repeats'))
  for (const limit of row.limits) parts.push(code(limit))
  if (parts.length === 0) return say.data('–')
  return parts.flatMap((part, at) => (at === 0 ? [part] : [h('br', null), part]))
}

/** JSON with its members under one another; XML as it was written. */
export function exampleText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return text.length > 8_000 ? `${text.slice(0, 8_000)}\n…` : text
}
