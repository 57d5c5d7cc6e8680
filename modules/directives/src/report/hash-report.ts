import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { canonicalize } from '@mtandao/seal'
import type { ReportContent } from './content.ts'

/** Hex SHA-256 of the content's RFC 8785 form, made a directive at a time: with a thousand institutions it is megabytes. */
export async function hashReport({ parts, ...head }: ReportContent): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of inPieces({ ...head, parts: [] }, parts)) hash.update(piece)
  return hash.digest('hex')
}

async function* inPieces(
  head: ReportContent,
  parts: ReportContent['parts'],
): AsyncGenerator<string, undefined> {
  // No text of the content can hold this: quotes in texts are escaped.
  const [before = '', after = ''] = canonicalize(head).split('"parts":[]')
  yield `${before}"parts":[`
  for (const [at, { directives, session }] of parts.entries()) {
    yield `${at === 0 ? '' : ','}{"directives":[`
    for (const [nth, directive] of directives.entries()) {
      yield `${nth === 0 ? '' : ','}${canonicalize(directive)}`
      await setImmediate()
    }
    yield `],"session":${canonicalize(session)}}`
  }
  yield `]${after}`
}
