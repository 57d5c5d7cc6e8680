import { createHash } from 'node:crypto'
import type { Cause, Excerpt, R1Cause } from '@mtandao/seal/explain'
import type { z } from 'zod'
import type { Explained } from './explain-message.ts'
import { mistakes, reasons } from './messages.ts'
import type { Answer } from './shapes.ts'

/** What was found, for programs: the same as the page shows. */
export function answerOf(explained: Explained): z.input<typeof Answer> {
  const { door, suspended, said } = explained
  const keys = explained.keys.map(({ notBefore, notAfter, client, ...key }) => ({
    ...key,
    client: client ?? null,
    notBefore: notBefore?.toISOString() ?? null,
    notAfter: notAfter?.toISOString() ?? null,
  }))
  const common = { door, suspended, keys, verdict: said.verdict, cause: causeOf(said.cause) }
  if (explained.door === 'r1') {
    const { reason, signatures, verifiedBy } = explained.said
    return {
      ...common,
      key: verifiedBy ?? null,
      reason: reason ? { code: reason, position: null, text: reasons[reason] } : null,
      checked: signatures.flatMap(({ base }) => (base ? [checked(base)] : [])),
    }
  }
  const { fault, verified, signedText, start, compactText } = explained.said
  return {
    ...common,
    key: verified?.key ?? null,
    reason: fault ? { code: fault.code, position: fault.position, text: fault.text } : null,
    checked: [
      ...(signedText ? [checked(signedText, start)] : []),
      ...(compactText ? [checked(compactText)] : []),
    ],
  }
}

function checked(bytes: Buffer, start?: number) {
  return {
    start: start ?? null,
    end: start === undefined ? null : start + bytes.length,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    text: bytes.toString('utf8'),
  }
}

function causeOf(cause: Cause | R1Cause | undefined) {
  if (!cause) return null
  const { key, signed, difference } = cause
  return {
    key,
    mistakes: cause.mistakes.map((code) => ({ code, text: mistakes[code] })),
    signed: signed.toString('utf8'),
    difference: difference
      ? { at: difference.at, signed: excerpt(difference.signed), sent: excerpt(difference.sent) }
      : null,
  }
}

function excerpt({ before, after, byte }: Excerpt) {
  return { before, after, byte: byte ?? null }
}
