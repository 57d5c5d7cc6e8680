import { moment, section, table, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { cited } from '../issuing/common.ts'
import { unverified } from './explanation-part.ts'
import { messages } from './messages.ts'
import type { ReplySeen, ResultSeen } from './see-result.ts'
import { clockTag } from './work-part.ts'

/** What the institution said, what e-GA answered, and e-GA's own clock. @param answerAt where one reply is answered */
export function repliesSection(
  say: Say,
  seen: ResultSeen,
  { own, answerAt }: { readonly own: boolean; readonly answerAt?: (reply: string) => string },
): JSX.Element {
  const t = say.of(messages)
  const { replies, answerDays, rights, seesAll } = seen
  const { days, from, basis, citation, verified } = answerDays
  const answerCell = ({ said }: ReplySeen) => {
    if (said?.answer) return h('span', { class: 'said' }, say.data(said.answer))
    if (!said || !rights.answer || !answerAt) return null
    return h('a', { href: answerAt(said.id) }, t('answer.link'))
  }
  const spoken = [
    {
      label: t('replies.words'),
      cell: ({ said }: ReplySeen) => said && h('span', { class: 'said' }, say.data(said.words)),
    },
    { label: t('replies.answer'), cell: answerCell },
  ]
  return section(
    'replies',
    t('replies.title'),
    h(
      'p',
      { class: 'soft' },
      t('replies.clock', { days, day: say.date(from), basis: t(`basis.${basis}`) }),
      verified ? null : [' ', unverified(say)],
      h('small', { class: 'block' }, cited(say, citation)),
    ),
    table<ReplySeen>({
      caption: t('replies.caption'),
      unseenCaption: true,
      rows: replies,
      empty: t(own ? 'replies.none.own' : 'replies.none'),
      columns: [
        {
          label: t('replies.said-at'),
          cell: ({ saidAt }) => moment(say, saidAt, 'shortDateTime'),
        },
        ...(seesAll ? spoken : []),
        {
          label: t('replies.due'),
          cell: ({ answerDue, clock }) =>
            h('span', null, say.date(answerDue), ' ', clockTag(say, clock)),
        },
      ],
    }),
    seesAll || replies.length === 0 ? null : h('p', { class: 'soft' }, t('replies.hidden')),
  )
}
