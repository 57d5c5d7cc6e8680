import { seesCountry } from '@mtandao/identity/contract'
import { filters, moment, pager, select, table, tabs, type Column } from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import type { RegisterDeps } from '../deps.ts'
import type { Finding } from '../findings/finding-store.ts'
import { listFindings } from '../findings/list-findings.ts'
import { rules } from '../findings/rules.ts'
import { addressOf, filter, link, page, perPage, type SignedIn } from './common.ts'
import { findingMessages } from './finding-messages.ts'
import { findingSentence } from './finding-words.ts'
import { messages } from './messages.ts'
import { systemMessages } from './system-messages.ts'

const at = z.object({
  rule: filter,
  closed: z.literal('yes').optional().catch(undefined),
  institution: filter,
  after: z.coerce.number().int().positive().optional().catch(undefined),
})

export function findingPages(deps: RegisterDeps) {
  return [
    page({
      path: '/findings',
      who: [
        'ict-officer',
        'secretary',
        'head',
        'data-protection-officer',
        'ega-officer',
        'auditor',
        'minister-office',
      ],
      at,
      show: async (visit, given) => {
        const { actor, say } = visit
        const t = say.of(findingMessages)
        const closed = given.closed === 'yes'
        const found = await listFindings(deps, actor, { ...given, closed, limit: perPage })
        const { after, ...rest } = given
        return {
          title: t('findings.title'),
          wide: seesCountry(actor),
          content: h(
            'div',
            null,
            h('h1', null, t('findings.title')),
            h('p', { class: 'lead' }, t('findings.lead')),
            tabs(say, [
              {
                href: addressOf('/findings', { ...rest, closed: undefined }),
                label: t('findings.open'),
                current: !closed,
              },
              {
                href: addressOf('/findings', { ...rest, closed: 'yes' }),
                label: t('findings.closed'),
                current: closed,
              },
            ]),
            ruleFilter(visit, rest),
            table({
              caption: t('findings.table'),
              rows: found.items,
              empty: h('p', null, t(closed ? 'findings.empty.closed' : 'findings.empty')),
              columns: columnsFor(visit, closed),
            }),
            pager(say, {
              next:
                found.next === undefined
                  ? undefined
                  : addressOf('/findings', { ...rest, after: found.next }),
              first: after === undefined ? undefined : addressOf('/findings', rest),
            }),
          ),
        }
      },
    }),
  ]
}

function ruleFilter(
  { say }: SignedIn,
  rest: { rule?: string | undefined; closed?: string | undefined },
) {
  const t = say.of(findingMessages)
  const m = say.of(messages)
  return filters(
    { action: '/findings', submit: m('list.show') },
    rest.closed ? h('input', { type: 'hidden', name: 'closed', value: rest.closed }) : null,
    select({
      say,
      state: { values: { rule: rest.rule ?? '' }, faults: [] },
      name: 'rule',
      label: t('finding.rule'),
      none: m('list.any'),
      choices: rules.map((rule) => ({ value: rule, label: t(`rule.${rule}`) })),
    }),
  )
}

function columnsFor({ actor, say }: SignedIn, closed: boolean): Column<Finding>[] {
  const t = say.of(findingMessages)
  const s = say.of(systemMessages)
  return [
    {
      label: s('system.name'),
      cell: ({ system, systemName }) => link(`/systems/${system}`, say.text(systemName)),
    },
    ...(seesCountry(actor)
      ? [
          {
            label: s('system.institution'),
            cell: ({ institution, institutionName }: Finding) =>
              link(`/institutions/${institution}`, say.text(institutionName)),
          },
        ]
      : []),
    {
      label: t('finding.what'),
      cell: (finding) =>
        h(
          'span',
          null,
          h('b', null, t(`rule.${finding.rule}`)),
          ' ',
          findingSentence(say, finding),
        ),
    },
    {
      label: t('finding.first'),
      cell: ({ firstSeenAt }) => moment(say, firstSeenAt, 'date'),
    },
    ...(closed
      ? [
          {
            label: t('finding.closedAt'),
            cell: ({ closedAt }: Finding) => closedAt && moment(say, closedAt, 'date'),
          },
        ]
      : []),
  ]
}
