import { problem } from '../problems.ts'
import { mint, type Route } from '../proofs.ts'
import type { RoutingTable } from '../snapshot/routing-table.ts'

/** The service behind a GovESB code. @throws Problem `code-missing`, `service-unknown`, `service-wrong-kind` */
export function resolveCode(
  table: RoutingTable,
  kind: 'apiCode' | 'pushCode',
  code: string | undefined,
  call: string,
): Route {
  if (code === undefined || code === '') throw problem('code-missing')
  const [meant, other] =
    kind === 'apiCode' ? [table.apiCodes, table.pushCodes] : [table.pushCodes, table.apiCodes]
  const service = meant.get(code)
  if (!service) throw problem(other.has(code) ? 'service-wrong-kind' : 'service-unknown')
  return mint<Route>({ service, method: call, path: '/' })
}

/** A service named by the bus itself (a waiting request, a delivery). */
export function resolveId(table: RoutingTable, id: string, call: string, asker?: string): Route {
  const service = table.services.get(id)
  if (!service) throw problem('service-unknown')
  return mint<Route>({
    service,
    method: call,
    path: '/',
    asker: asker === undefined ? undefined : table.systems.get(asker),
  })
}

/**
 * The service behind an r1 path `/r1/{instance}/{class}/{member}/{subsystem}/{service}{/path}`.
 * @param target path without query, already judged safe by `safePath`
 */
export function resolveR1(table: RoutingTable, method: string, target: string): Route {
  const end = nthSlash(target, 7)
  const service = table.r1Services.get(end < 0 ? target : target.slice(0, end))
  if (!service || service.service.kind !== 'pull' || service.service.mode !== 'sync')
    throw problem('service-unknown')
  return mint<Route>({ service, method, path: end < 0 ? '/' : target.slice(end) })
}

/** Offset of the n-th slash, or -1. */
function nthSlash(text: string, n: number): number {
  let at = -1
  for (let count = 0; count < n; count += 1) {
    at = text.indexOf('/', at + 1)
    if (at < 0) return -1
  }
  return at
}

// Nothing here can be read in two ways: no percent sign, no backslash, no dot segment, no empty segment.
const plainlySafe = /^(?:\/(?:[A-Za-z0-9_~!$&'()*+,=:@-][A-Za-z0-9._~!$&'()*+,;=:@-]*)?)+$/

/**
 * Refuses every path that a provider might read differently from us: dot segments, encoded or not, encoded slashes and
 * backslashes, NUL, empty segments. What passes is sent on byte for byte.
 * @throws Problem `path-unsafe`
 */
export function safePath(path: string): string {
  if (plainlySafe.test(path) && !path.includes('//')) return path
  // RFC 3986 §3.3 and nothing else: a `#` ends the path for some readers, a raw byte means something else to each.
  if (!/^[A-Za-z0-9\-._~!$&'()*+,;=:@%/]+$/.test(path)) throw problem('path-unsafe')
  const parts = path.slice(1).split('/')
  for (const [at, part] of parts.entries()) {
    const decoded = decode(part)
    // Some servers cut a path parameter (`;…`) off before they read the segment: `..;` is `..` to them.
    const name = decoded.split(';', 1)[0]
    const empty = name === '' && (decoded !== '' || at < parts.length - 1)
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
    if (empty || name === '.' || name === '..' || /[/\\\u0000-\u001f\u007f]/.test(decoded))
      throw problem('path-unsafe')
  }
  return path
}

function decode(part: string): string {
  try {
    const once = decodeURIComponent(part)
    // Twice encoded dots and slashes are refused too: some providers decode twice.
    return /%(?:2e|2f|5c|00)/i.test(once) ? '..' : once
  } catch {
    return '..' // no UTF-8: nobody can say what it means
  }
}
