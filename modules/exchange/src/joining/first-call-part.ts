import { actionLink, copyable, moment, notice, section, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { CallSeen } from './call-store.ts'
import {
  firstCallScript,
  folderCommands,
  keyFile,
  runCommands,
  scriptFile,
  secretFile,
  type ScriptFacts,
} from './first-call-script.ts'
import { messages } from './messages.ts'
import { salamu } from './salamu.ts'

export interface FirstCall {
  /** Undefined: the bus's key is not known now, or no connector takes a key like the client's. */
  readonly script: ScriptFacts | undefined
  readonly why: 'no-bus' | 'ed25519' | undefined
  readonly client: string
  readonly good: CallSeen | undefined
  readonly last: CallSeen | undefined
  /** This page, to look again. */
  readonly here: string
}

/** Everything for the first call: files, commands, and whether it has arrived. */
export function firstCallPart(say: Say, call: FirstCall): JSX.Element {
  const t = say.of(messages)
  const { script } = call
  const names = { key: keyFile, secret: secretFile, script: scriptFile }
  return section(
    'first-call-title',
    t('call.title'),
    arrival(say, call),
    h('p', null, t('call.lead', { code: salamu.apiCode })),
    script
      ? h(
          'ol',
          { class: 'ways' },
          h('li', null, t('call.folder'), copyable(say, folderCommands, t('call.folder'))),
          h('li', null, t('call.keyFile', names)),
          h('li', null, t('call.secretFile', names)),
          h(
            'li',
            null,
            t('call.scriptFile', names),
            h(
              'p',
              null,
              actionLink(`/clients/${call.client}/${scriptFile}`, t('call.download', names)),
            ),
            h(
              'details',
              null,
              h('summary', null, t('call.see')),
              copyable(say, firstCallScript(script), scriptFile),
            ),
          ),
          h('li', null, t('call.commands'), copyable(say, runCommands, t('call.commands'))),
          h('li', null, t('call.expect')),
        )
      : notice('open', {}, h('p', null, t(call.why === 'ed25519' ? 'call.ed25519' : 'call.noKey'))),
  )
}

/** The island looks again by itself; without it the link does. */
function arrival(say: Say, { good, last, here }: FirstCall): JSX.Element {
  const t = say.of(messages)
  if (good) {
    return h(
      'div',
      { id: 'first-call', 'data-done': 'yes' },
      notice(
        'good',
        { title: t('call.arrived') },
        h('p', null, t('call.arrived.at', { time: say.dateTime(good.at) })),
        h('p', null, h('a', { href: `/exchanges/${good.id}` }, t('call.exchange'))),
      ),
    )
  }
  return h(
    'div',
    { id: 'first-call', 'aria-live': 'polite' },
    notice(
      'open',
      {},
      h('p', null, t('call.waiting')),
      last && last.outcome !== null
        ? h(
            'p',
            null,
            t('call.failed', { code: last.outcome }),
            ' ',
            moment(say, last.at),
            ' ',
            h('a', { href: `/exchanges/${last.id}` }, t('call.failed.see')),
          )
        : null,
      h('p', null, h('a', { href: here }, t('call.refresh'))),
    ),
  )
}

/** What a person holds exactly once. */
export function secretOnce(
  say: Say,
  made: { readonly id: string; readonly secret: string },
): JSX.Element {
  const t = say.of(messages)
  return h(
    'div',
    null,
    notice(
      'open',
      { title: t('made.once') },
      h('p', null, t('made.once.text', { file: secretFile })),
    ),
    h('h2', null, t('made.id')),
    copyable(say, made.id, t('made.id')),
    h('h2', null, t('made.secret')),
    copyable(say, made.secret, t('made.secret'), true),
  )
}
