import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { directivesGround } from '../../test/ground.ts'
import { createDesk } from './desk.ts'

const ground = await directivesGround(() => new Date('2026-11-20T09:00:00Z'))
afterAll(() => ground[Symbol.asyncDispose]())

test('after long work others get as much of the process, whoever asks for more', async () => {
  const desk = createDesk(ground.deps)
  const report = await desk.report({ asOf: '2026-11-19' })
  const began: number[] = []
  const paper = (form: string, ms: number) =>
    desk.print(report, form, async () => {
      began.push(performance.now())
      await sleep(ms)
      return new Uint8Array()
    })
  await Promise.all([paper('a', 400), paper('b', 1)])
  const [first = 0, second = 0] = began
  expect(second - first).toBeGreaterThanOrEqual(780)
})
