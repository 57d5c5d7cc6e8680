import {
  area,
  code,
  copyable,
  facts,
  form,
  input,
  notice,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import { entryHead } from './entry-page.ts'
import { messages } from './messages.ts'
import type { CatalogueEntry } from './see-catalogue.ts'
import type { SimulatedAnswer } from './simulated-answer.ts'
import { filledPath } from './subject-of.ts'

const answerShownMax = 20_000

/** A form with the example body; below it what a provider might answer. */
export function tryPage(
  say: Say,
  entry: CatalogueEntry,
  state: FormState,
  answer?: SimulatedAnswer,
): Page {
  const t = say.of(messages)
  const { contract, service } = entry
  const withPath = contract.operations.find(({ path }) => path !== null && path !== '/')
  return {
    title: t('try.title', { name: service.name[say.htmlLang] }),
    content: [
      ...entryHead(say, entry, 'try'),
      h('p', { class: 'lead' }, t('try.lead')),
      answer ? answerView(say, answer) : null,
      form(
        { say, state, submit: t('try.submit') },
        withPath?.method
          ? input({
              say,
              state,
              name: 'path',
              label: t('try.path'),
              hint: t('try.path.hint', {
                example: `${withPath.method} ${filledPath(contract.root, withPath)}`,
              }),
              code: true,
              optional: true,
            })
          : null,
        area({
          say,
          state,
          name: 'body',
          label: t('try.body'),
          hint: t('try.body.hint'),
          rows: 8,
          code: true,
          optional: true,
        }),
      ),
    ],
  }
}

function answerView(say: Say, { status, headers, body }: SimulatedAnswer) {
  const t = say.of(messages)
  return notice(
    status < 400 ? 'good' : 'open',
    { title: t('try.answer') },
    facts([
      [t('try.status'), code(String(status))],
      [t('entry.format'), code(headers['content-type'] ?? '')],
    ]),
    copyable(say, pretty(body.toString().slice(0, answerShownMax)), t('try.answer')),
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // XML, or cut off: as it is.
    return text
  }
}
