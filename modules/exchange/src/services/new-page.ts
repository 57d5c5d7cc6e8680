import {
  back,
  choiceGroup,
  form as formOf,
  group,
  input,
  notice,
  select,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import type { SystemView } from '@mtandao/register/contract'
import { h } from 'preact'
import { descriptionInputs } from './description-form.ts'
import { messages } from './messages.ts'

/** The first step to a service: which system gives it, and what it is. */
export function newPage(say: Say, systems: readonly SystemView[], state: FormState): Page {
  const t = say.of(messages)
  if (systems.length === 0) {
    return {
      title: t('new.title'),
      content: [
        back('/services', t('back.list')),
        h('h1', null, t('new.title')),
        notice(
          'open',
          {},
          h('p', null, t('new.no-systems')),
          h('p', null, h('a', { href: '/join' }, t('new.register'))),
        ),
      ],
    }
  }
  return {
    title: t('new.title'),
    content: [
      back('/services', t('back.list')),
      h('h1', null, t('new.title')),
      formOf(
        { say, state, submit: t('new.submit'), cancel: { href: '/services' } },
        group(
          t('group.where'),
          select({
            say,
            state,
            name: 'system',
            label: t('field.system'),
            none: t('field.system.none'),
            choices: systems.map(({ id, name }) => ({ value: id, label: say.text(name) })),
          }),
          choiceGroup({
            say,
            state,
            name: 'kind',
            label: t('field.kind'),
            choices: (['pull', 'push'] as const).map((kind) => ({
              value: kind,
              label: t(`field.kind.${kind}`),
              hint: t(`field.kind.${kind}.hint`),
            })),
          }),
          input({
            say,
            state,
            name: 'segment',
            label: t('field.segment'),
            hint: t('field.segment.hint'),
            code: true,
            size: 40,
          }),
        ),
        ...descriptionInputs(say, state),
      ),
    ],
  }
}
