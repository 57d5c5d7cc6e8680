import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { pager, section, table, type Say } from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { z } from 'zod'
import type { FactPage, FactView, Kept } from '../contract.ts'
import type { FactsWebDeps } from './deps.ts'
import { doing } from './doing-messages.ts'
import { factCell } from './list-page.ts'
import { messages } from './messages.ts'
import { institutionName, namesOf, type Names } from './names.ts'
import { asOf, evidenceWords, factTabs, subjectLink, typeWords } from './parts.ts'
import { addressOf, Cursor, filtered } from './shapes.ts'

const { page } = edge<Actor>()
const perPage = 25
const ownMax = 25

/** What waits for this person to verify it, and what of their own institution waits for others. */
export function queueRoute(deps: FactsWebDeps): Route<Actor> {
  return page({
    path: '/facts/to-verify',
    who: ['ega-officer', 'ict-officer', 'head'],
    at: z.object({ before: filtered(Cursor) }),
    show: async ({ actor, say }, { before }) => {
      const t = say.of(doing)
      const [waiting, own] = await Promise.all([
        deps.facts.waiting(actor, { before, limit: perPage }),
        deps.facts.ownWaiting(actor, ownMax),
      ])
      const shown = [...waiting.items, ...own.items]
      const [names, files] = await Promise.all([namesOf(deps, shown), filesOf(deps, actor, shown)])
      return {
        title: t('queue.title'),
        content: [
          h('h1', null, t('queue.title')),
          h('p', { class: 'lead' }, t('queue.lead')),
          factTabs(say, actor, 'verify'),
          waitingPart(say, waiting, { names, files, isPaged: before !== undefined }),
          section(
            'own',
            t('queue.own'),
            h('p', null, t('queue.own.lead')),
            table({
              caption: t('queue.own.caption'),
              unseenCaption: true,
              rows: own.items,
              columns: columnsOf(say, { names, files }),
              empty: h('p', null, t('queue.own.empty')),
            }),
          ),
        ],
      }
    },
  })
}

type Files = ReadonlyMap<string, Kept>

interface Shown {
  readonly names: Names
  readonly files: Files
}

async function filesOf(
  { facts }: FactsWebDeps,
  actor: Actor,
  shown: readonly FactView[],
): Promise<Files> {
  const hashes = [
    ...new Set(shown.flatMap(({ evidence }) => (evidence === null ? [] : [evidence]))),
  ]
  const found = await Promise.all(hashes.map((sha256) => facts.findEvidence(actor, sha256)))
  return new Map(found.flatMap((kept) => (kept ? [[kept.sha256, kept] as const] : [])))
}

function waitingPart(
  say: Say,
  { items, next }: FactPage,
  { names, files, isPaged }: Shown & { readonly isPaged: boolean },
): ComponentChildren {
  const t = say.of(doing)
  return [
    table({
      caption: t('queue.caption'),
      unseenCaption: true,
      rows: items,
      columns: [
        ...columnsOf(say, { names, files }),
        {
          label: say.of(messages)('col.do'),
          cell: (fact: FactView) => verifyLink(say, names, fact),
        },
      ],
      empty: [h('p', null, t('queue.empty')), h('p', null, t('queue.empty.next'))],
    }),
    pager(say, {
      next: next === undefined ? undefined : addressOf('/facts/to-verify', { before: next }),
      first: isPaged ? '/facts/to-verify' : undefined,
    }),
  ]
}

function columnsOf(say: Say, { names, files }: Shown) {
  const t = say.of(messages)
  return [
    { label: t('col.fact'), cell: (fact: FactView) => factCell(say, fact) },
    { label: t('col.about'), cell: (fact: FactView) => subjectLink(say, names, fact) },
    { label: t('col.observed'), cell: (fact: FactView) => asOf(say, fact) },
    {
      label: t('col.evidence'),
      cell: ({ evidence }: FactView) =>
        evidenceWords(say, evidence, evidence === null ? undefined : files.get(evidence)),
    },
  ]
}

function verifyLink(
  say: Say,
  names: Names,
  { id, type, institution }: FactView,
): ComponentChildren {
  const t = say.of(doing)
  const plain = (said: string) => said.replaceAll(/[⟦⟧]/g, '')
  const who = institution === null ? '' : plain(institutionName(say, names, institution))
  const label = t('queue.verify.label', { what: plain(typeWords(say, type)), who })
  return h('a', { href: `/facts/${id}/verify`, 'aria-label': label }, t('queue.verify'))
}
