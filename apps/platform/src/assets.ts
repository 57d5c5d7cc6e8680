import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

interface Asset {
  /** Holds a hash of the content, so it may be kept for ever. */
  readonly path: string
  readonly type: string
  readonly body: string
}

function load(file: string, type: string): Asset {
  const body = readFileSync(new URL(`assets/${file}`, import.meta.url), 'utf8')
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const [name, end] = file.split('.')
  return { path: `/assets/${name}-${hash}.${end}`, type, body }
}

const style = load('style.css', 'text/css; charset=utf-8')
const script = load('live.js', 'text/javascript; charset=utf-8')
const icon = load('icon.svg', 'image/svg+xml')

export const assetPaths = { style: style.path, script: script.path, icon: icon.path }

const byPath = new Map([style, script, icon].map((asset) => [asset.path, asset]))

export function findAsset(path: string): Asset | undefined {
  return byPath.get(path)
}
