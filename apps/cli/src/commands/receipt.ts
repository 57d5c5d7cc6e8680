import type { JournalEntry } from '@mtandao/contracts'
import { CommandFault, EXIT, both, type Outcome } from '../words.ts'
import { keyOrFile, readInput } from './read-input.ts'
import { ReceiptUnreadable, verifyReceipt, type ReceiptReport } from './verify-receipt.ts'

const RECEIPT_BYTES_MAX = 64 * 1024 * 1024
const BODY_BYTES_MAX = 1024 * 1024 * 1024

interface Options {
  readonly vkey?: string | undefined
  readonly request?: string | undefined
  readonly response?: string | undefined
}

/** `receipt verify`: the report in words, or as one JSON object. */
export function receiptCommand(file: string, { vkey, request, response }: Options): Outcome {
  const text = readInput(file, RECEIPT_BYTES_MAX).toString('utf8')
  try {
    const report = verifyReceipt(text, {
      vkey: vkey === undefined ? undefined : keyOrFile(vkey),
      request: bodyIn(request),
      response: bodyIn(response),
    })
    return {
      exitCode: report.ok ? EXIT.ok : EXIT.wrong,
      json: { ...report },
      lines: linesOf(report),
    }
  } catch (cause) {
    if (!(cause instanceof ReceiptUnreadable)) throw cause
    throw new CommandFault(
      {
        sw: `Faili ${file} si risiti: ${cause.message}`,
        en: `The file ${file} is not a receipt: ${cause.message}`,
      },
      EXIT.usage,
      { cause },
    )
  }
}

function bodyIn(path: string | undefined): Buffer | undefined {
  return path === undefined ? undefined : readInput(path, BODY_BYTES_MAX)
}

const NOT_PINNED = both({
  sw: 'ANGALIZO: ufunguo wa kumbukumbu umetoka ndani ya risiti yenyewe; mtu aliyeghushi risiti angeweza kuutengeneza. Toa --vkey uliyoipata kwa njia nyingine.',
  en: 'NOTE: the log key was taken from the receipt itself; whoever forged a receipt could have made it. Give --vkey, obtained by another way.',
})

const RIGHT = { sw: 'RISITI NI SAHIHI', en: 'THE RECEIPT IS RIGHT' }

/** All that can be said when nobody has vouched for the key. */
const RIGHT_IN_ITSELF = {
  sw: 'RISITI INAKUBALIANA NA UFUNGUO ULIOMO NDANI YAKE',
  en: 'THE RECEIPT AGREES WITH THE KEY IT BRINGS',
}

function linesOf({
  ok,
  exchange,
  log,
  logKey,
  treeSize,
  checks,
  entries,
}: ReceiptReport): string[] {
  return [
    both({ sw: `Muamala ${exchange}`, en: `Exchange ${exchange}` }),
    both({ sw: `Kumbukumbu ${log}`, en: `Log ${log}` }),
    ...(treeSize === undefined
      ? []
      : [both({ sw: `Ukubwa wa mti ${treeSize}`, en: `Tree size ${treeSize}` })]),
    ...entries.map(lineOf),
    '',
    ...checks.map(({ ok: right, text }) => `${right ? '  ✓ ' : '  ✗ '}${both(text)}`),
    '',
    ...(logKey === 'pinned' ? [] : [NOT_PINNED, '']),
    ok
      ? both(logKey === 'pinned' ? RIGHT : RIGHT_IN_ITSELF)
      : both({ sw: 'RISITI SI SAHIHI', en: 'THE RECEIPT IS NOT RIGHT' }),
  ]
}

function lineOf(entry: JournalEntry): string {
  const { at, kind, consumer, provider, service, operation, status, outcome } = entry
  const parties = [consumer?.system, provider?.system].filter((name) => name !== undefined)
  const rest = [parties.join(' → '), service, operation, status, outcome]
  return `  ${at}  ${kind}  ${rest.filter((part) => part !== undefined && part !== '').join('  ')}`
}
