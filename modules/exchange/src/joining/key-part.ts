import { area, code, copyable, facts, type FormState, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { cliCommand, opensslCommands } from './first-call-script.ts'
import { messages } from './messages.ts'
import { fingerprintOf } from './public-key.ts'

/**
 * Two ways to a key, and the field for its public half. What makes it in the browser stays hidden until the script is there; the
 * other way needs none.
 */
export function keyField(say: Say, state: FormState, hint?: string): JSX.Element {
  const t = say.of(messages)
  return h(
    'div',
    null,
    h(
      'div',
      { id: 'key-maker', class: 'card', hidden: true },
      h('h3', null, t('key.here')),
      h('p', null, t('key.here.lead')),
      h('p', null, h('button', { type: 'button' }, t('key.here.make'))),
      h(
        'p',
        { 'data-failed': '', class: 'fault', role: 'alert', hidden: true },
        t('key.here.failed'),
      ),
      h(
        'div',
        { 'data-made': '', tabIndex: -1, hidden: true },
        h('p', null, h('strong', null, t('key.here.made'))),
        h(
          'ul',
          null,
          h('li', null, h('a', { download: 'mteja.pkcs8', href: '#key-maker' }, t('key.here.der'))),
          h('li', null, h('a', { download: 'mteja.pem', href: '#key-maker' }, t('key.here.pem'))),
        ),
        h('p', null, t('key.print'), ' ', h('code', { 'data-print': '' })),
      ),
    ),
    h(
      'details',
      { open: state.faults.length === 0 && (state.values['publicKey'] ?? '') === '' },
      h('summary', null, t('key.there')),
      h('p', null, t('key.there.openssl')),
      copyable(say, opensslCommands, t('key.there.openssl')),
      h('p', null, t('key.there.cli')),
      copyable(say, cliCommand, t('key.there.cli')),
    ),
    area({
      say,
      state,
      name: 'publicKey',
      label: t('key.field'),
      hint: hint ?? t('key.field.hint'),
      rows: 4,
      code: true,
    }),
  )
}

/** What an officer compares with what was shown where the key was made. */
export function fingerprint(
  say: Say,
  key: { readonly publicKey: string; readonly curve: string },
  compare = true,
): JSX.Element {
  const t = say.of(messages)
  const { hex, base64url } = fingerprintOf(key.publicKey)
  return h(
    'div',
    null,
    facts([
      [t('key.print'), [code(hex), h('br', null), code(base64url)]],
      [t('key.curve'), code(key.curve)],
    ]),
    compare ? h('p', { class: 'hint' }, t('key.print.hint')) : null,
  )
}
