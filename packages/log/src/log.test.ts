import { expect, test } from 'vitest'
import { createLogger } from './index.ts'

function capture(level?: 'debug' | 'warn') {
  const lines: Record<string, unknown>[] = []
  const logger = createLogger({
    area: 'test',
    ...(level && { level }),
    write: (line) => lines.push(JSON.parse(line)),
  })
  return { lines, logger }
}

test('a secret is cut by its name at any depth', () => {
  const { lines, logger } = capture()
  logger.info('signed-in', {
    client: 'c',
    client_secret: 's1',
    inner: { accessToken: 's2', ok: 1 },
  })
  expect(lines[0]).toMatchObject({
    client: 'c',
    client_secret: '[redacted]',
    inner: { accessToken: '[redacted]', ok: 1 },
  })
  expect(JSON.stringify(lines)).not.toMatch(/s1|s2/)
})

test('an error keeps its code and its cause', () => {
  const { lines, logger } = capture()
  logger.error('failed', {
    cause: new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ENOSPC' }) }),
  })
  expect(lines[0]).toMatchObject({
    cause: { message: 'outer', cause: { message: 'inner', code: 'ENOSPC' } },
  })
})

test('what is below the level is not written', () => {
  const { lines, logger } = capture('warn')
  logger.info('quiet')
  logger.warn('loud')
  expect(lines.map((line) => line['event'])).toEqual(['loud'])
})
