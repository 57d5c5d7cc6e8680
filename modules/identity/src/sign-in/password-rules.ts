import type { Text } from '@mtandao/problem'
import { problem } from '../problems.ts'

/** NIST SP 800-63B §3.1.1: length, and nothing that is expected of this person; no rules about kinds of characters. */
export const passwordMin = 12

/** @throws Problem `identity.weak-password`, at the field `password` */
export function requireGoodPassword(
  password: string,
  { name, email }: { readonly name: string; readonly email: string },
): void {
  const why = weaknessOf(password.toLowerCase(), name, email)
  if (why) throw problem('weak-password', { detail: why, extra: { field: 'password' } })
}

function weaknessOf(password: string, name: string, email: string): Text | undefined {
  if (password.length < passwordMin) {
    return {
      sw: `Andika angalau herufi ${passwordMin}; maneno manne yasiyohusiana hutosha`,
      en: `Write at least ${passwordMin} characters; four unrelated words will do`,
    }
  }
  if (new Set(password).size < 6 || runs(password)) {
    return {
      sw: 'Herufi zinajirudia au zinafuatana mno; chagua maneno mengine',
      en: 'It repeats itself or runs in order; choose other words',
    }
  }
  const own = [...name.toLowerCase().split(/\s+/), ...email.toLowerCase().split(/[@._-]/)]
  const known = [...own, 'mtandao', 'serikali', 'password', 'nenosiri'].filter(
    (word) => word.length > 3,
  )
  let rest = password
  for (const word of known) rest = rest.replaceAll(word, '')
  if (rest.length < 8) {
    return {
      sw: 'Limejengwa kwa jina lako, barua pepe yako au neno linalokisiwa kwanza',
      en: 'It is made of your name, your address or a word that is guessed first',
    }
  }
  return undefined
}

/** `abcdefgh`, `12345678`, `87654321` anywhere in it for half of its length. */
function runs(password: string): boolean {
  let steps = 0
  for (let at = 1; at < password.length; at += 1) {
    const step = password.charCodeAt(at) - password.charCodeAt(at - 1)
    if (Math.abs(step) === 1) steps += 1
  }
  return steps >= password.length * 0.6
}
