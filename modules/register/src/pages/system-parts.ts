import { facts, section, table, tag, type Say, type Tone } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { Lifecycle } from '../contract.ts'
import { capabilities } from '../lists/capabilities.ts'
import { entities, userGroups } from '../lists/entities.ts'
import type { Listed } from '../lists/listed.ts'
import type { Completeness } from '../records/completeness.ts'
import type { Detail, SystemFile, SystemRecord } from '../records/record.ts'
import type { Site } from '../sites/site-store.ts'
import { link, listedName, on } from './common.ts'
import { systemMessages } from './system-messages.ts'

const tones: Readonly<Record<Lifecycle, Tone>> = {
  planned: 'plain',
  building: 'open',
  live: 'good',
  retiring: 'open',
  retired: 'plain',
}

export function lifecycleTag(say: Say, { record }: Pick<SystemFile, 'record'>): JSX.Element {
  const t = say.of(systemMessages)
  return record
    ? tag(tones[record.lifecycle], t(`lifecycle.${record.lifecycle}`))
    : tag('bad', t('system.unregistered'))
}

/** In words, with a bar for the eye. */
export function completenessBar(say: Say, { asked, filled }: Completeness): JSX.Element {
  const t = say.of(systemMessages)
  return h(
    'span',
    { class: 'completeness' },
    h('meter', {
      min: 0,
      max: asked,
      value: filled,
      'aria-label': t('system.completeness'),
    }),
    ' ',
    t('system.completeness.value', { filled, asked }),
  )
}

export function missingPart(say: Say, { missing }: Completeness): JSX.Element {
  const t = say.of(systemMessages)
  return section(
    'missing',
    t('system.missing'),
    missing.length === 0
      ? h('p', null, t('system.missing.none'))
      : h('ul', null, ...missing.map((item) => h('li', null, t(`asked.${item}`)))),
  )
}

function names(say: Say, list: readonly Listed[], codes: readonly string[]): JSX.Element | null {
  if (codes.length === 0) return null
  return h(
    'ul',
    { class: 'plain' },
    ...codes.map((code) => h('li', null, listedName(say, list, code))),
  )
}

type EditLink = (part: string) => ComponentChildren

export function purposePart(
  say: Say,
  { id, record, institution, institutionName }: SystemFile & { record: SystemRecord },
  edit: EditLink,
): JSX.Element {
  const t = say.of(systemMessages)
  const { lifecycleSince, owner, replacedBy } = record
  return section(
    'purpose',
    t('part.purpose'),
    h('p', null, say.text(record.purpose)),
    facts(
      [
        [t('system.institution'), link(`/institutions/${institution}`, say.text(institutionName))],
        [t('new.code'), h('code', null, id)],
        [
          t('system.lifecycle'),
          h('span', null, lifecycleTag(say, { record }), ' ', on(lifecycleSince, say)),
        ],
        [t('asked.capabilities'), names(say, capabilities, record.capabilities)],
        [t('asked.userGroups'), names(say, userGroups, record.userGroups)],
        [t('asked.owner'), owner && say.data(owner)],
        ...(replacedBy === null
          ? []
          : [
              [
                t('asked.replacedBy'),
                link(`/systems/${replacedBy}`, h('code', null, replacedBy)),
              ] as const,
            ]),
      ],
      say,
    ),
    edit('purpose'),
  )
}

export function dataPart(say: Say, { data }: SystemRecord, edit: EditLink): JSX.Element {
  const t = say.of(systemMessages)
  return section(
    'data',
    t('part.data'),
    table({
      caption: t('part.data'),
      unseenCaption: true,
      rows: data,
      empty: h('p', null, t('data.empty')),
      columns: [
        { label: t('data.entity'), cell: ({ entity }) => listedName(say, entities, entity) },
        { label: t('data.role'), cell: ({ role }) => t(`data.${role}`) },
      ],
    }),
    edit('data'),
  )
}

export function detailParts(
  say: Say,
  record: SystemRecord & { detail: Detail },
  sites: readonly Site[],
  edit: EditLink,
): JSX.Element[] {
  const t = say.of(systemMessages)
  const { detail, assessments } = record
  const place = (site: string | null, other: string | null) => {
    const found = sites.find(({ id }) => id === site)
    if (found) return link(`/sites/${found.id}`, say.data(found.name))
    return other && say.data(other)
  }
  const hours = (count: number | null) => count !== null && t('hours.value', { count })
  const words = (text: string | null) => text && say.data(text)
  const cost = detail.yearlyCostTzs
  return [
    section(
      'hosting',
      t('part.hosting'),
      facts(
        known([
          [t('asked.hosting'), place(detail.hostingSite, detail.hostingOther)],
          [t('asked.recovery'), place(detail.recoverySite, detail.recoveryOther)],
          [t('field.rto'), hours(detail.rtoHours)],
          [t('field.rpo'), hours(detail.rpoHours)],
          [t('asked.drill'), on(detail.drilledOn, say)],
        ]),
        say,
      ),
      edit('hosting'),
    ),
    section(
      'security',
      t('part.security'),
      table({
        caption: t('part.security'),
        unseenCaption: true,
        rows: assessments,
        empty: h('p', null, t('security.empty')),
        columns: [
          { label: t('security.on'), cell: (one) => on(one.on, say) },
          { label: t('security.assessor'), cell: ({ assessor }) => say.data(assessor) },
        ],
      }),
      edit('security'),
    ),
    section(
      'source',
      t('part.source'),
      facts(
        known([
          [t('asked.sourceOwner'), detail.sourceOwner && t(`source.${detail.sourceOwner}`)],
          [t('asked.repository'), words(detail.repository)],
          [t('asked.escrow'), words(detail.escrow)],
          [t('asked.documentation'), words(detail.documentation)],
          [t('asked.build'), on(detail.builtOn, say)],
        ]),
        say,
      ),
      edit('source'),
    ),
    section(
      'cost',
      t('part.cost'),
      facts(
        known([
          [t('asked.vendor'), words(detail.vendor)],
          [t('field.cost'), cost !== null && t('cost.value', { amount: cost })],
        ]),
        say,
      ),
      edit('cost'),
    ),
  ]
}

function known(pairs: readonly (readonly [string, ComponentChildren])[]) {
  return pairs.map(([term, value]) => [term, value === false ? null : value] as const)
}
