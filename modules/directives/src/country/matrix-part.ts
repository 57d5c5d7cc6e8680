import type { Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { wholeOf } from '../counts.ts'
import { directiveHref, institutionHref } from '../parts.ts'
import { calledOf, figures } from './country-parts.ts'
import type { Cell } from './country-matrix.ts'
import type { DirectiveName } from './country-names.ts'
import { messages } from './messages.ts'
import type { CountryView, NamedRow } from './see-country.ts'

/** More columns than this do not stand side by side on any screen: the table then scrolls in its own frame. */
const columnsMax = 13
/** So few have room for the whole title, and each sign for its word. */
const columnsFew = 3

/**
 * The matrix: a table for who reads by rows and columns, cards on a narrow screen. Each cell leads to its results, each head to its directive.
 */
export function matrixPart(say: Say, view: CountryView): JSX.Element {
  const t = say.of(messages)
  const { columns, rows } = view
  const few = columns.length <= columnsFew
  return h(
    'div',
    {
      class: `matrix-frame${few ? ' few' : columns.length > columnsMax ? ' wide' : ''}`,
      role: 'region',
      'aria-label': t('matrix.region'),
      tabIndex: 0,
    },
    h(
      'table',
      { class: 'matrix' },
      h('caption', { class: 'unseen' }, t('matrix.caption')),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, t('matrix.institution')),
          ...columns.map((column) => columnHead(say, few ? { ...column, short: null } : column)),
        ),
      ),
      h('tbody', { class: 'totals' }, totalsRow(say, view)),
      h('tbody', null, ...rows.map((row) => institutionRow(say, columns, row))),
    ),
  )
}

function columnHead(say: Say, { id, number, short, title }: DirectiveName): JSX.Element {
  const whole = say.text(title)
  return h(
    'th',
    { scope: 'col' },
    h(
      'a',
      { href: directiveHref(id), title: whole },
      number === null ? null : [h('b', null, say.data(number)), ' '],
      h('span', { class: 'short' }, short ? say.text(short) : whole),
      short ? h('span', { class: 'unseen' }, ' ', whole) : null,
    ),
  )
}

/** What stands before a cell where the head of its column is not in sight. */
function labelOf(say: Say, { number, short, title }: DirectiveName): string {
  const words = say.text(short ?? title)
  return number === null ? words : `${say.data(number)} ${words}`
}

function totalsRow(say: Say, { columns, totals, found }: CountryView): JSX.Element {
  const t = say.of(messages)
  return h(
    'tr',
    null,
    h(
      'th',
      { scope: 'row' },
      h('b', null, t('matrix.total')),
      h('span', { class: 'full' }, t('matrix.total.of', { count: found })),
    ),
    ...columns.map((column, at) => {
      const cell = totals[at]
      if (!cell || wholeOf(cell) === 0) return nothing(say)
      return h(
        'td',
        { 'data-label': labelOf(say, column) },
        h('div', { class: 'cell' }, content(say, cell, 'matrix.late.most')),
      )
    }),
  )
}

function nothing(say: Say): JSX.Element {
  return h(
    'td',
    { class: 'nothing' },
    h('span', { class: 'unseen' }, say.of(messages)('matrix.nothing')),
  )
}

function institutionRow(
  say: Say,
  columns: readonly DirectiveName[],
  { institution, named, cells }: NamedRow,
): JSX.Element {
  return h(
    'tr',
    null,
    h(
      'th',
      { scope: 'row' },
      h(
        'a',
        { href: institutionHref(institution) },
        h('b', null, calledOf(say, institution, named)),
        named && named.acronym !== null
          ? h('span', { class: 'full' }, ' ', say.text(named.name))
          : null,
      ),
    ),
    ...columns.map((column, at) => {
      const cell = cells[at]
      if (!cell) return nothing(say)
      return h(
        'td',
        { 'data-label': labelOf(say, column), class: toneOf(cell) },
        h(
          'a',
          { class: 'cell', href: institutionHref(institution, column.id) },
          content(say, cell, 'matrix.late.said'),
        ),
      )
    }),
  )
}

function content(
  say: Say,
  cell: Cell,
  lateSaid: 'matrix.late.said' | 'matrix.late.most',
): (JSX.Element | null)[] {
  const t = say.of(messages)
  return [
    ...figures(say, cell),
    cell.daysLate > 0
      ? h(
          'span',
          { class: 'late' },
          h('span', { class: 'unseen' }, t(lateSaid), ' '),
          t('matrix.late', { count: cell.daysLate }),
        )
      : null,
  ]
}

/** A tint for the eye that runs over the table: what is amiss first. Where little is known there is none. */
function toneOf(cell: Cell): string | undefined {
  if (cell['not-met'] > 0) return 'bad'
  if (cell.partly > 0) return 'open'
  return cell.met > 0 && cell.unknown === 0 ? 'good' : undefined
}
