import { area, input, section } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { issueAgain } from '../keeping/issue-again.ts'
import { directiveHref, dueWords } from '../parts.ts'
import { dayAt } from '../quarter.ts'
import { day, line, orNothing, words } from '../shapes.ts'
import { form, officers, byId } from './common.ts'
import { endObligation } from './end-obligation.ts'
import { citationField, formPage, officeFields } from './form-page.ts'
import { readDirective } from './read-directive.ts'
import { readLatest } from './read-latest.ts'
import { writingMessages } from './writing-messages.ts'

/** What changes a directive that is out: issued again, an obligation ended. */
export function changeForms(deps: DirectivesDeps) {
  return [reissueForm(deps), endForm(deps)]
}

function reissueForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/{id}/reissue',
    who: officers,
    at: byId,
    fields: z.strictObject({
      officeSw: line(300),
      officeEn: line(300),
      holder: orNothing(line(200)),
      issuedOn: day,
      dueOn: orNothing(day),
      citation: line(2_000),
    }),
    start: async ({ now }) => ({ issuedOn: dayAt(now.getTime()) }),
    show: async ({ actor, say }, { id }, state) => {
      const t = say.of(writingMessages)
      const common = { say, state }
      const { directive, obligations } = await readDirective(deps, actor, id)
      const moving = obligations.filter(
        ({ now }) => now.to === null && now.due.type !== 'every-quarter',
      )
      return formPage(
        common,
        {
          title: 'reissue.title',
          lead: 'reissue.lead',
          from: { href: directiveHref(id), label: say.text(directive.title) },
        },
        ...officeFields(common, true),
        input({ ...common, name: 'issuedOn', label: t('issue.issuedOn'), type: 'date' }),
        input({
          ...common,
          name: 'dueOn',
          label: t('reissue.dueOn'),
          hint: t('reissue.dueOn.hint'),
          type: 'date',
          optional: true,
        }),
        citationField(common),
        section(
          'moves',
          t('reissue.moves'),
          moving.length === 0
            ? h('p', null, t('reissue.moves.none'))
            : h(
                'ul',
                null,
                ...moving.map(({ now }): JSX.Element =>
                  h('li', null, say.text(now.title), ': ', dueWords(say, now.due)),
                ),
              ),
        ),
      )
    },
    submit: async ({ actor }, { id }, { officeSw, officeEn, ...rest }) => {
      const office = { sw: officeSw, en: officeEn }
      await issueAgain(deps, actor, { ...rest, directive: id, office })
      return { redirect: directiveHref(id), notice: writingMessages['reissue.done'] }
    },
  })
}

function endForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/obligations/{id}/end',
    who: officers,
    at: byId,
    fields: z.strictObject({ lastDay: day, why: words(2_000) }),
    start: async ({ now }) => ({ lastDay: dayAt(now.getTime()) }),
    show: async ({ actor, say }, { id }, state) => {
      const t = say.of(writingMessages)
      const common = { say, state }
      const { directive, title } = await readLatest(deps, actor, id)
      return formPage(
        common,
        {
          title: 'end.title',
          lead: 'end.lead',
          danger: true,
          from: { href: directiveHref(directive), label: say.text(title) },
        },
        input({ ...common, name: 'lastDay', label: t('end.lastDay'), type: 'date' }),
        area({ ...common, name: 'why', label: t('end.why') }),
      )
    },
    submit: async ({ actor }, { id }, fields) => {
      const { directive } = await readLatest(deps, actor, id)
      await endObligation(deps, actor, { obligation: id, ...fields })
      return { redirect: directiveHref(directive), notice: writingMessages['end.done'] }
    },
  })
}
