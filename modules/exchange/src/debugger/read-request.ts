import type { R1Request } from '@mtandao/seal'
import { problem } from './problems.ts'

/** What somebody pasted: a message of the `govesb` door, or a request to `r1`. */
export type PastedRequest =
  | { readonly door: 'govesb'; readonly format: 'json' | 'xml'; readonly body: Buffer }
  | { readonly door: 'r1'; readonly request: R1Request }

const requestLine = /^([A-Z]{1,20}) (\S{1,8000})(?: HTTP\/\d(?:\.\d)?)?$/
const headersMax = 200

/**
 * Reads a request as it went over the wire (request line, headers, empty line, body), headers and body without a request line,
 * or a body alone. Headers are taken as `node:http` gives them to the gateway. Line ends of the head may be LF.
 * @throws Problem `debugger.request-unreadable`
 */
export function readRequest(bytes: Buffer): PastedRequest {
  const head = headOf(bytes)
  if (!head) return { door: 'govesb', format: formatOf(undefined, bytes), body: bytes }
  const lines = head.text.split(/\r?\n/)
  const [, method, url] = requestLine.exec(lines[0] ?? '') ?? []
  const headers = headersOf(method === undefined ? lines : lines.slice(1))
  const { scheme, target, host } = targetOf(url)
  if (target.startsWith('/r1/')) {
    return {
      door: 'r1',
      request: {
        method: method ?? 'GET',
        scheme,
        target,
        headers:
          host !== undefined && headers['host'] === undefined ? { ...headers, host } : headers,
        body: head.body,
      },
    }
  }
  return { door: 'govesb', format: formatOf(headers['content-type'], head.body), body: head.body }
}

interface Head {
  readonly text: string
  readonly body: Buffer
}

/** Undefined: what was pasted begins with the body. */
function headOf(bytes: Buffer): Head | undefined {
  const start = bytes.toString('latin1', 0, 8_200)
  const first = start.split(/\r?\n/, 1)[0] ?? ''
  const isHead = requestLine.test(first) || /^[A-Za-z][A-Za-z0-9-]*:/.test(first)
  if (!isHead) return undefined
  const text = bytes.toString('latin1')
  const gap = /\r?\n\r?\n/.exec(text)
  // Latin-1 has one character per byte, so the place in the text is the place in the bytes.
  if (!gap) return { text: text.replace(/\r?\n$/, ''), body: Buffer.alloc(0) }
  return { text: text.slice(0, gap.index), body: bytes.subarray(gap.index + gap[0].length) }
}

/** Fields of which Node keeps the first when they stand twice. */
const kept = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
])

function headersOf(lines: readonly string[]): Record<string, string> {
  if (lines.length > headersMax) throw unreadable()
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? []
    if (name === '') throw unreadable(line)
    const key = name.toLowerCase()
    const text = value.replace(/[ \t]+$/, '')
    if (!Object.hasOwn(headers, key)) headers[key] = text
    else if (!kept.has(key)) headers[key] += `${key === 'cookie' ? '; ' : ', '}${text}`
  }
  return headers
}

function unreadable(line = '') {
  const shown = line.slice(0, 60)
  return problem('request-unreadable', {
    detail: {
      sw: `Mstari huu si kichwa cha HTTP: «${shown}»`,
      en: `This line is no HTTP header: «${shown}»`,
    },
    extra: { field: 'message' },
  })
}

/** A request line holds a path; people also paste whole URLs. */
function targetOf(url: string | undefined) {
  const parsed = url !== undefined && /^https?:\/\//i.test(url) ? URL.parse(url) : null
  if (url === undefined || !parsed) return { scheme: 'http' as const, target: url ?? '/' }
  return {
    scheme: parsed.protocol === 'https:' ? ('https' as const) : ('http' as const),
    target: parsed.pathname + parsed.search,
    host: parsed.host,
  }
}

function formatOf(contentType: string | undefined, body: Buffer): 'json' | 'xml' {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/json') return 'json'
  if (type === 'application/xml' || type === 'text/xml') return 'xml'
  return /^[\s\uFEFF]*</.test(body.toString('utf8', 0, 200)) ? 'xml' : 'json'
}
