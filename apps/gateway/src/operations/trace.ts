import { randomHex16 } from '../random.ts'

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * W3C Trace Context: the caller's trace goes on under a span of ours; without one (or with one we cannot read, §4.3) a new,
 * unsampled trace begins, whose id is that of the exchange.
 */
export function continueTrace(traceparent: string | undefined, exchange: string): string {
  const given = traceparent === undefined ? null : pattern.exec(traceparent)
  if (!given || !isReadable(given)) return `00-${exchange.replaceAll('-', '')}-${randomHex16()}-00`
  return `00-${given[2]}-${randomHex16()}-${given[4]}`
}

/** §3.2.2: version ff and ids of zeros alone are invalid; only a version to come may have more after its flags. */
function isReadable([, version, trace = '', parent = '', , more]: RegExpExecArray): boolean {
  if (version === 'ff' || (version === '00' && more !== undefined)) return false
  return !/^0+$/.test(trace) && !/^0+$/.test(parent)
}
