import { AsyncLocalStorage } from 'node:async_hooks'

/** What proved a person beyond the password. `none`: nothing yet, and such a session lets nobody act. */
export type SecondFactor = (typeof secondFactors)[number]

export const secondFactors = [
  'none',
  'totp',
  'recovery-code',
  'passkey',
  'institution',
  'demo',
] as const

export interface Arrival {
  readonly secondFactor: SecondFactor
  /** Arrived by this institution's provider. */
  readonly boundTo: string | null
}

/** What an institution's provider said of the person that arrives in this request. */
export interface ProviderWord {
  readonly institution: string
  multiFactor: boolean
}

/** Lives for one request to the callback: better-auth has no other way from the ID token to the session that it opens. */
export const providerWord = new AsyncLocalStorage<ProviderWord>()

/** How better-auth calls what has no address; of these only our opener opens sessions. */
const addressless = 'virtual:'

const byPath: Readonly<Record<string, SecondFactor>> = {
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'recovery-code',
  '/passkey/verify-authentication': 'passkey',
}

/**
 * How the person of a session that is about to be opened has come. What better-auth opens at its own paths proves only what
 * the path proves; our opener has no address, and is believed.
 */
export function arrivalOf(
  path: string | undefined,
  session: Readonly<Record<string, unknown>>,
): Arrival {
  const word = providerWord.getStore()
  if (word) {
    return { secondFactor: word.multiFactor ? 'institution' : 'none', boundTo: word.institution }
  }
  const bound = session['boundTo']
  const boundTo = typeof bound === 'string' ? bound : null
  if (path !== addressless) return { secondFactor: byPath[path ?? ''] ?? 'none', boundTo }
  const given = secondFactors.find((one) => one === session['secondFactor'])
  return { secondFactor: given ?? 'none', boundTo }
}
