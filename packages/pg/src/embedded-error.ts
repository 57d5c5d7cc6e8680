import type { Text } from '@mtandao/problem'

export type EmbeddedFault =
  | 'platform-unsupported'
  | 'binaries-missing'
  | 'binaries-do-not-run'
  | 'no-user'
  | 'not-owner'
  | 'unreachable'
  | 'not-a-cluster'
  | 'other-version'
  | 'password-missing'
  | 'password-wrong'
  | 'in-use'
  | 'port-taken'
  | 'init-failed'
  | 'start-failed'

/** Why the embedded PostgreSQL did not come up, in words to show on a terminal as they are. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedFault
  readonly text: Text

  constructor(code: EmbeddedFault, text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.code = code
    this.text = text
  }
}

/** The way out that always exists, said at the end of faults we cannot repair. */
export const elsewhere: Text = {
  sw: 'Weka DATABASE_URL ya PostgreSQL 15 au zaidi iliyopo.',
  en: 'Set DATABASE_URL to an existing PostgreSQL 15 or later.',
}
