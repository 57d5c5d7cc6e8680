import { noteSigner } from '../src/index.ts'

/** The log all tests write. */
export const origin = 'log.example/journal'
export const seed = Buffer.alloc(32, 0x2a)
export const { vkey } = noteSigner(origin, seed)

/** Entry `i` of the series: its length varies, and some are not ASCII. */
export function series(i: number): string {
  return `{"i":${i},"of":"${'é'.repeat(i % 17)}${'x'.repeat((i * 37) % 211)}"}`
}
