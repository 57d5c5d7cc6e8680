import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSigningKey, readSealingKey } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the signing key is made once, for its owner only', () => {
  const first = openSigningKey(folder)
  expect(statSync(join(folder, 'snapshot.pkcs8')).mode & 0o777).toBe(0o600)
  expect(openSigningKey(folder).equals(first)).toBe(true)
  expect(readFileSync(join(folder, 'snapshot.spki'), 'utf8')).toMatch(
    /^MCowBQYDK2Vw[A-Za-z0-9+/=]+\n$/,
  )
})

test('a lost signing key is not replaced in silence', () => {
  rmSync(join(folder, 'snapshot.pkcs8'))
  expect(() => openSigningKey(folder)).toThrow(/restore the key/)
})

test('a sealing key of another length is refused', () => {
  writeFileSync(join(folder, 'short.key'), 'AAAA')
  expect(() => readSealingKey(join(folder, 'short.key'))).toThrow(/32 bytes/)
})
