import { h, type JSX } from 'preact'
import { area, form, section, type FormState, type Say } from '@mtandao/ui'
import { messages } from './messages.ts'
import type { Names } from './names.ts'
import type { CommentRow } from './trail-store.ts'

export const emptyForm: FormState = { values: {}, faults: [] }

/** What the parties wrote to each other, and where to answer. */
export function commentsPart(
  say: Say,
  id: string,
  comments: readonly CommentRow[],
  { names, may }: { readonly names: Names; readonly may: boolean },
): JSX.Element {
  const t = say.of(messages)
  return section(
    'comments',
    t('comments.title'),
    comments.length === 0
      ? h('p', { class: 'soft' }, t('comments.none'))
      : h('ol', { class: 'comments' }, ...comments.map((comment) => one(say, comment, names))),
    may ? commentForm(say, id, emptyForm) : null,
  )
}

function one(say: Say, { at, personName, institution, words }: CommentRow, names: Names) {
  const by = say.of(messages)('comments.by', {
    person: say.data(personName),
    institution: names.of(say, institution),
  })
  return h(
    'li',
    null,
    h(
      'p',
      null,
      h('b', null, by),
      ' ',
      h('small', null, h('time', { dateTime: at.toISOString() }, say.dateTime(at))),
    ),
    h('p', { class: 'written' }, say.data(words)),
  )
}

export function commentForm(say: Say, id: string, state: FormState): JSX.Element {
  const t = say.of(messages)
  return form(
    { say, state, action: `/agreements/${id}/comment`, submit: t('comments.send') },
    area({
      say,
      state,
      name: 'words',
      label: t('comments.label'),
      hint: t('comments.hint'),
      rows: 3,
    }),
  )
}
