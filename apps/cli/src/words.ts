import type { Text } from '@mtandao/problem'

/** Lines this wide still fit the narrowest terminal we expect. */
const COLUMNS = 96

/** Both languages, Swahili first: on one line when it fits, otherwise on two. */
export function both({ sw, en }: Text): string {
  const line = `${sw} / ${en}`
  return line.length <= COLUMNS && !line.includes('\n') ? line : `${sw}\n${en}`
}

/** Exit codes of every command; part of its contract (README). */
export const EXIT = {
  /** Done, and what was checked is right. */
  ok: 0,
  /** The check was made, and what was checked is NOT right. */
  wrong: 1,
  /** The command or its files could not be understood; nothing was checked. */
  usage: 2,
  /** `up`: something could not be started. */
  notStarted: 3,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a message for the person at the terminal. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault'
  readonly text: Text
  readonly exitCode: ExitCode

  constructor(text: Text, exitCode: ExitCode = EXIT.usage, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
    this.exitCode = exitCode
  }
}

/** What a command says: with `--json` one object on one line, otherwise its lines in both languages. */
export interface Outcome {
  readonly exitCode: ExitCode
  readonly json: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
}
