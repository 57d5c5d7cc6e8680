import { createHash } from 'node:crypto'
import { canonicalize } from '@mtandao/seal'
import { inTurns } from './in-turns.ts'

const rowsPerPart = 500

/**
 * The RFC 8785 form of `{ ...head, results: rows }` in parts, so that a table of any size is written and hashed without ever being one
 * string.
 */
export async function* canonicalTable(
  head: Readonly<Record<string, unknown>>,
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): AsyncGenerator<string, undefined> {
  let before = '{'
  for (const name of [...Object.keys(head), 'results'].sort()) {
    if (name !== 'results') {
      yield `${before}${canonicalize(name)}:${canonicalize(head[name])}`
      before = ','
      continue
    }
    yield `${before}"results":[`
    before = ','
    let comma = ''
    for await (const some of rows) {
      if (some.length === 0) continue
      yield `${comma}${some.map(canonicalize).join(',')}`
      comma = ','
    }
    yield ']'
  }
  yield '}'
}

/** Rows in lots, with a rest after each. */
export function inLots<Row>(rows: readonly Row[]): AsyncIterable<readonly Row[]> {
  const lots = Array.from({ length: Math.ceil(rows.length / rowsPerPart) }, (_, at) =>
    rows.slice(at * rowsPerPart, (at + 1) * rowsPerPart),
  )
  return inTurns(lots, 1)
}

/** Hex SHA-256 of the parts one after another, as UTF-8. */
export async function hashOf(parts: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of parts) hash.update(part)
  return hash.digest('hex')
}
