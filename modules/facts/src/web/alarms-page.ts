import { edge, type Route } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  code,
  file,
  form as formOf,
  moment,
  pager,
  table,
  tag,
} from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import type { FactsWebDeps } from './deps.ts'
import { doing } from './doing-messages.ts'
import { messages } from './messages.ts'
import { namesOf } from './names.ts'
import { factTabs, institutionLink } from './parts.ts'
import { addressOf, Cursor, filtered, Sha256, uploadBytesMax } from './shapes.ts'

const { page, form } = edge<Actor>()
const perPage = 50

/** Files that are not what they were: of the institution, or of the country. */
export function alarmsRoute(deps: FactsWebDeps): Route<Actor> {
  return page({
    path: '/facts/alarms',
    who: 'signed-in',
    at: z.object({ before: filtered(Cursor) }),
    show: async ({ actor, say }, { before }) => {
      const t = say.of(doing)
      const { items, next } = await deps.facts.alarms(actor, { before, limit: perPage })
      const names = await namesOf(
        deps,
        [],
        items.flatMap(({ keepers }) => keepers),
      )
      return {
        title: t('alarms.title'),
        content: [
          h('h1', null, t('alarms.title')),
          h('p', { class: 'lead' }, t('alarms.lead')),
          factTabs(say, actor, 'alarms'),
          items.length > 0 && holds(actor, 'ict-officer', 'head', 'ega-officer')
            ? actionLink('/facts/alarms/restore', t('restore.title'))
            : null,
          table({
            caption: t('alarms.caption'),
            unseenCaption: true,
            rows: items,
            empty: h('p', null, t('alarms.empty')),
            columns: [
              { label: t('alarms.kind'), cell: ({ kind }) => tag('bad', t(`alarms.${kind}`)) },
              {
                label: say.of(messages)('evidence.hash'),
                cell: ({ sha256 }) => code(`${sha256.slice(0, 16)}…`),
              },
              {
                label: t('alarms.keepers'),
                cell: ({ keepers }) =>
                  keepers.flatMap((id, at) => [
                    at === 0 ? null : ', ',
                    institutionLink(say, names, id),
                  ]),
              },
              {
                label: t('alarms.facts'),
                number: true,
                cell: ({ facts, sha256 }) =>
                  h('a', { href: addressOf('/facts', { evidence: sha256 }) }, say.number(facts)),
              },
              {
                label: t('alarms.first'),
                cell: ({ firstSeenAt }) => moment(say, firstSeenAt, 'shortDateTime'),
              },
              {
                label: t('alarms.last'),
                cell: ({ lastSeenAt }) => moment(say, lastSeenAt, 'shortDateTime'),
              },
              { label: t('alarms.seen'), number: true, cell: ({ seen }) => say.number(seen) },
            ],
          }),
          pager(say, {
            next: next === undefined ? undefined : addressOf('/facts/alarms', { before: next }),
            first: before === undefined ? undefined : '/facts/alarms',
          }),
        ],
      }
    },
  })
}

/** The same file again puts good bytes back. */
export function restoreRoute(deps: FactsWebDeps): Route<Actor> {
  return form({
    path: '/facts/alarms/restore',
    who: ['ict-officer', 'head', 'ega-officer'],
    at: z.object({}),
    fields: z.strictObject({
      evidence: z
        .instanceof(File)
        .refine((one) => one.size > 0, { params: { text: messages['fault.missing'] } }),
    }),
    bodyMax: uploadBytesMax,
    show: async ({ say }, _, state) => {
      const t = say.of(doing)
      const m = say.of(messages)
      return {
        title: t('restore.title'),
        content: [
          back('/facts/alarms', t('alarms.title')),
          h('h1', null, t('restore.title')),
          h('p', { class: 'lead' }, t('restore.lead')),
          formOf(
            {
              say,
              state,
              submit: t('restore.submit'),
              multipart: true,
              cancel: { href: '/facts/alarms' },
            },
            file({
              say,
              state,
              name: 'evidence',
              label: m('evidence.field'),
              hint: m('evidence.hint'),
            }),
          ),
        ],
      }
    },
    submit: async ({ actor }, _, { evidence }) => {
      const bytes = new Uint8Array(await evidence.arrayBuffer())
      const { sha256 } = await deps.facts.keepEvidence(actor, bytes)
      const said = doing['restore.done']
      const fill = (words: string) => words.replace('{sha256}', `${sha256.slice(0, 16)}…`)
      return { redirect: '/facts/alarms', notice: { sw: fill(said.sw), en: fill(said.en) } }
    },
  })
}

const ends: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/csv': 'csv',
  'text/plain': 'txt',
}

/** A file as it was given, to save: never shown inside a page, never taken for another type than its bytes are. */
export function evidenceRoute(deps: FactsWebDeps): Route<Actor> {
  return page({
    path: '/evidence/{sha256}',
    who: 'signed-in',
    at: z.object({ sha256: Sha256 }),
    show: async ({ actor }, { sha256 }) => {
      const { kept, bytes } = await deps.facts.openEvidence(actor, sha256)
      const { mediaType } = kept
      return {
        body: new Uint8Array(bytes),
        type: mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
        name: `ushahidi-${sha256.slice(0, 12)}.${ends[mediaType] ?? 'bin'}`,
        headers: new Headers({ 'x-content-type-options': 'nosniff' }),
      }
    },
  })
}
