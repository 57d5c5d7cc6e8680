import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A file for browsers. Its path holds a hash of its content, so it may be kept for ever. */
export interface Asset {
  /** `key-maker`: what `Page.scripts` says. */
  readonly name: string
  readonly path: string
  readonly type: string
  readonly body: string
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** @example loadAsset(new URL('assets/key-maker.js', import.meta.url)) */
export function loadAsset(file: URL): Asset {
  const [name = '', end = ''] = file.pathname.split('/').at(-1)?.split('.') ?? []
  const type = types[end]
  if (type === undefined) throw new Error(`invariant: no type for ${file.pathname}`)
  const body = readFileSync(file, 'utf8')
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { name, path: `/assets/${name}-${hash}.${end}`, type, body }
}
