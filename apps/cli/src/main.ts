import { parseArgs } from 'node:util'
import { helpText } from './commands/help.ts'
import { fsckCommand, serveCommand } from './commands/journal.ts'
import { receiptCommand } from './commands/receipt.ts'
import { makeKeysCommand } from './commands/keys.ts'
import { snapshotCommand } from './commands/snapshot.ts'
import { readConfig, up } from './up/up.ts'
import { CommandFault, EXIT, both, type ExitCode, type Outcome } from './words.ts'

/** Every option of every command; a command refuses those that are not its own. */
const OPTIONS = {
  json: { type: 'boolean' },
  vkey: { type: 'string' },
  request: { type: 'string' },
  response: { type: 'string' },
  port: { type: 'string' },
  key: { type: 'string' },
  curve: { type: 'string' },
  'no-demo': { type: 'boolean' },
  quiet: { type: 'boolean' },
  email: { type: 'string' },
  name: { type: 'string' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

interface Command {
  readonly words: readonly string[]
  /** How many names of files or folders follow. */
  readonly operands: number
  readonly options: readonly (keyof typeof OPTIONS)[]
  run(operands: readonly string[], options: Values): Promise<Outcome | ExitCode>
}

type Values = ReturnType<typeof parse>['values']

const first = ([operand = '']: readonly string[]): string => operand

const COMMANDS: readonly Command[] = [
  {
    words: ['up'],
    operands: 0,
    options: ['no-demo', 'quiet'],
    run: (_, options) => up({ demo: options['no-demo'] !== true, quiet: options.quiet === true }),
  },
  {
    words: ['admin', 'create'],
    operands: 0,
    options: ['email', 'name', 'force', 'json'],
    run: async (_, options) => {
      // Much is loaded for it that the other commands have no need of.
      const { adminCommand } = await import('./commands/admin.ts')
      return await adminCommand(readConfig(), options)
    },
  },
  {
    words: ['receipt', 'verify'],
    operands: 1,
    options: ['json', 'vkey', 'request', 'response'],
    run: async (operands, options) => receiptCommand(first(operands), options),
  },
  {
    words: ['journal', 'fsck'],
    operands: 1,
    options: ['json', 'vkey'],
    run: (operands, options) => fsckCommand(first(operands), options.vkey),
  },
  {
    words: ['journal', 'serve'],
    operands: 1,
    options: ['json', 'port'],
    run: (operands, options) => serveCommand(first(operands), options),
  },
  {
    words: ['snapshot', 'show'],
    operands: 1,
    options: ['json', 'key'],
    run: (operands, options) => snapshotCommand(first(operands), options.key),
  },
  {
    words: ['keys', 'make'],
    operands: 1,
    options: ['json', 'curve'],
    run: async (operands, options) => makeKeysCommand(first(operands), options.curve),
  },
]

async function main(): Promise<ExitCode> {
  const { values, positionals } = parse(process.argv.slice(2))
  if (values.help === true || positionals.length === 0 || positionals[0] === 'help') {
    console.log(values.json === true ? JSON.stringify({ help: helpText() }) : helpText())
    return EXIT.ok
  }
  const command = COMMANDS.find(({ words }) => words.every((word, i) => positionals[i] === word))
  if (command === undefined) throw misused(`mtandao ${positionals.join(' ')}`)
  const operands = positionals.slice(command.words.length)
  const strangers = Object.keys(values).filter(
    (name) => !command.options.some((option) => option === name),
  )
  if (operands.length !== command.operands || strangers.length > 0)
    throw misused([...command.words, ...strangers.map((name) => `--${name}`)].join(' '))
  const outcome = await command.run(operands, values)
  if (typeof outcome === 'number') return outcome
  console.log(values.json === true ? JSON.stringify(outcome.json) : outcome.lines.join('\n'))
  return outcome.exitCode
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (cause) {
    throw misused(cause instanceof Error ? cause.message : String(cause))
  }
}

function misused(what: string): CommandFault {
  return new CommandFault({
    sw: `Amri haikueleweka: ${what}. Tazama: npm run mtandao -- help`,
    en: `The command was not understood: ${what}. See: npm run mtandao -- help`,
  })
}

try {
  process.exitCode = await main()
} catch (fault) {
  if (!(fault instanceof CommandFault)) throw fault
  const wantsJson = process.argv.includes('--json')
  if (wantsJson) console.log(JSON.stringify({ ok: false, error: fault.text }))
  else console.error(both(fault.text))
  process.exitCode = fault.exitCode
}
