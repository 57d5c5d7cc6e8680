import {
  back,
  button,
  facts,
  file,
  form as formOf,
  input,
  notice,
  pager,
  table,
  tag,
  type Say,
  type Tone,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { fileBytesMax, reasons, type Verdict } from '../csv/columns.ts'
import { applyImport, showImport, tryImport, type DryRun } from '../csv/import-institutions.ts'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { day } from '../shapes.ts'
import { action, addressOf, form, nowhere, page } from './common.ts'
import { messages } from './messages.ts'

/** The file in two steps: what would happen, and then that. */
export function importPages(deps: RegisterDeps) {
  return [uploadForm(deps), dryRunPage(deps), applyAction(deps)]
}

const uploaded = z
  .instanceof(File)
  .refine((one) => one.size > 0, { params: { text: messages['import.missing'] } })

function uploadForm(deps: RegisterDeps) {
  return form({
    path: '/admin/institutions/import',
    who: ['ega-officer'],
    at: nowhere,
    fields: z.strictObject({ file: uploaded, from: day }),
    // The file, and what a multipart form needs around it.
    bodyMax: fileBytesMax + 64 * 1024,
    start: async ({ now }) => ({ from: dayOf(now) }),
    show: async ({ say }, _, state) => {
      const t = say.of(messages)
      return {
        title: t('import.title'),
        content: h(
          'div',
          null,
          back('/admin/institutions', t('admin.back')),
          h('h1', null, t('import.title')),
          h('p', { class: 'lead' }, t('import.lead')),
          h('p', null, t('import.columns')),
          formOf(
            {
              say,
              state,
              submit: t('import.try'),
              multipart: true,
              cancel: { href: '/admin/institutions' },
            },
            file({ say, state, name: 'file', label: t('import.file'), accept: '.csv,text/csv' }),
            input({
              say,
              state,
              name: 'from',
              label: t('import.from'),
              hint: t('field.from.hint'),
              type: 'date',
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, _, { file: given, from }) => {
      const bytes = new Uint8Array(await given.arrayBuffer())
      const { id } = await tryImport(deps, actor, { bytes, from })
      return { redirect: `/admin/institutions/imports/${id}` }
    },
  })
}

const shownPerPage = 100
const dryRunAt = z.object({
  id: z.uuid(),
  only: z.enum(['new', 'changed', 'unchanged', 'refused', 'all']).optional(),
  after: z.coerce.number().int().min(0).optional(),
})

function dryRunPage(deps: RegisterDeps) {
  return page({
    path: '/admin/institutions/imports/{id}',
    who: ['ega-officer'],
    at: dryRunAt,
    show: async ({ actor, say }, at) => {
      const t = say.of(messages)
      const run = await showImport(deps, actor, at.id)
      return {
        title: t('dry.title'),
        content: h(
          'div',
          null,
          back('/admin/institutions/import', t('import.title')),
          h('h1', null, t('dry.title')),
          run.appliedAt ? doneNotice(say, run.appliedAt) : verdictPart(say, run, at),
        ),
      }
    },
  })
}

function doneNotice(say: Say, at: Date): JSX.Element {
  return notice('good', {}, h('p', null, say.of(messages)('dry.done', { at: say.dateTime(at) })))
}

function verdictPart(say: Say, run: DryRun, at: z.output<typeof dryRunAt>): JSX.Element {
  const t = say.of(messages)
  const { counts } = run
  const wanted = run.verdicts.filter(({ verdict }) =>
    at.only === undefined ? verdict !== 'unchanged' : at.only === 'all' || verdict === at.only,
  )
  const rest = wanted.filter(({ line }) => line > (at.after ?? 0))
  const shown = rest.slice(0, shownPerPage)
  const here = (more: Readonly<Record<string, string | number | undefined>>) =>
    addressOf(`/admin/institutions/imports/${run.id}`, more)
  return h(
    'div',
    null,
    facts(
      (['new', 'changed', 'unchanged', 'refused'] as const).map((verdict) => [
        t(`dry.${verdict}`),
        counts[verdict] === 0
          ? say.number(0)
          : h('a', { href: here({ only: verdict }) }, say.number(counts[verdict])),
      ]),
    ),
    h('p', null, t('dry.from', { from: say.date(run.from) })),
    applyPart(say, run),
    table({
      caption: t('dry.table'),
      rows: shown,
      empty: h('p', null, t('dry.nothing')),
      columns: [
        { label: t('dry.line'), cell: ({ line }) => say.number(line), number: true },
        { label: t('institution.id'), cell: ({ id }) => h('code', null, id) },
        {
          label: t('dry.verdict'),
          cell: ({ verdict }) => tag(tones[verdict], t(`dry.${verdict}`)),
        },
        { label: t('dry.why'), cell: (verdict) => reasonsOf(say, verdict) },
      ],
    }),
    pager(say, {
      next:
        rest.length > shown.length ? here({ only: at.only, after: shown.at(-1)?.line }) : undefined,
      first: at.after ? here({ only: at.only }) : undefined,
    }),
  )
}

const tones: Readonly<Record<Verdict['verdict'], Tone>> = {
  new: 'good',
  changed: 'open',
  unchanged: 'plain',
  refused: 'bad',
}

function applyPart(say: Say, { id, planSha256, counts }: DryRun): JSX.Element {
  const t = say.of(messages)
  if (counts.new + counts.changed === 0) return notice('plain', {}, h('p', null, t('dry.nothing')))
  return h(
    'div',
    null,
    counts.refused > 0
      ? notice('open', {}, h('p', null, t('dry.refused.note', { count: counts.refused })))
      : null,
    button({
      action: `/admin/institutions/imports/${id}/apply`,
      label: t('dry.apply'),
      fields: { planSha256 },
    }),
  )
}

function reasonsOf(say: Say, { verdict, changes, why }: Verdict): JSX.Element | null {
  const t = say.of(messages)
  if (verdict === 'refused') {
    const said = why.map(({ column, reason }) =>
      column === null
        ? say.text(reasons[reason])
        : t('dry.fault', { column, reason: reasons[reason][say.htmlLang] }),
    )
    return listOf(said)
  }
  // A new row repeats the file; what a changed one loses and gains is what matters.
  if (verdict !== 'changed') return null
  return listOf(changes.map((change) => t('dry.change', { ...change })))
}

function listOf(items: readonly string[]): JSX.Element {
  return h('ul', { class: 'plain' }, ...items.map((item) => h('li', null, item)))
}

function applyAction(deps: RegisterDeps) {
  return action({
    path: '/admin/institutions/imports/{id}/apply',
    who: ['ega-officer'],
    at: z.object({ id: z.uuid() }),
    fields: z.strictObject({ planSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    act: async ({ actor }, { id }, { planSha256 }) => {
      await applyImport(deps, actor, { id, planSha256 })
      return {
        redirect: `/admin/institutions/imports/${id}`,
        notice: messages['dry.done.notice'],
      }
    },
  })
}
