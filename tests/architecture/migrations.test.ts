import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { listFiles, read } from './repository.ts'

/**
 * The golden list of migrations: files are added at the end, and none that was released changes (the first twelve hex digits of
 * its SHA-256). A database that has one applied refuses to start with another.
 */
test('no migration that was released changes', () => {
  const files = listFiles('modules/*/migrations/*.sql', 'apps/*/migrations/*.sql')
  const seen = files.map((file) => {
    const digest = createHash('sha256').update(read(file)).digest('hex')
    return `${file} ${digest.slice(0, 12)}`
  })
  expect(seen).toMatchInlineSnapshot()
})
