/**
 * Preloaded into a process under test (`NODE_OPTIONS=--import`): its wall clock is off by as many milliseconds as stand in the
 * file named by CLOCK_OFFSET_FILE, from one tick to the next. The product needs no hook for it and has none.
 */
import { readFileSync } from 'node:fs'

const file = process.env['CLOCK_OFFSET_FILE'] ?? ''
const RealDate = Date
let offset = 0

function read(): void {
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    offset = 0
  }
}

read()
setInterval(read, 10).unref()

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values) =>
    values.length === 0
      ? new target(target.now() + offset)
      : (Reflect.construct(target, values) as Date),
  apply: (target) => new target(target.now() + offset).toString(),
  get: (target, name, receiver) =>
    name === 'now' ? () => target.now() + offset : (Reflect.get(target, name, receiver) as unknown),
})
