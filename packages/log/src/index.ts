/** Structured logs: one JSON object a line, on stderr unless told otherwise. */
export interface Logger {
  debug(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'
type Fields = Readonly<Record<string, unknown>>

export interface LoggerOptions {
  /** The part of the system that speaks: `gateway`, `indexer`, … */
  readonly area: string
  readonly level?: LogLevel
  readonly write?: (line: string) => void
}

const rank: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 }

/** Member names whose values never reach a log, whatever they hold. */
const secretName = /secret|password|token|authorization|cookie|assertion|private|salt/i

/** Creates a logger. Errors become `{name, message, code, stack}`; secrets are cut by member name at any depth. */
export function createLogger({ area, level = 'info', write = toStderr }: LoggerOptions): Logger {
  const at = (name: Exclude<LogLevel, 'silent'>) => (event: string, fields?: Fields) => {
    if (rank[name] < rank[level]) return
    const entry = { at: new Date().toISOString(), level: name, area, event, ...fields }
    write(`${JSON.stringify(entry, redact)}\n`)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function toStderr(line: string): void {
  process.stderr.write(line)
}

function redact(name: string, value: unknown): unknown {
  if (name !== '' && secretName.test(name) && value !== undefined && value !== null)
    return '[redacted]'
  if (value instanceof Error) {
    const { name: kind, message, stack, cause } = value
    return { name: kind, message, ...('code' in value && { code: value.code }), stack, cause }
  }
  if (typeof value === 'bigint') return value.toString()
  return value
}
