import fc from 'fast-check'
import * as OTPAuth from 'otpauth'
import { describe, expect, test } from 'vitest'
import { actorFrom } from '../people/actor.ts'
import type { HeldRow } from '../people/appointment-store.ts'
import { personName } from '../people/shapes.ts'
import { base32 } from './base32.ts'
import { ownPath } from './own-path.ts'
import { requireGoodPassword } from './password-rules.ts'

test('after signing in only paths of this site are followed', () => {
  for (const path of ['/people?institution=nida', '/exchanges/1#a', '/'])
    expect(ownPath(path)).toBe(path)
  for (const path of [
    undefined,
    '',
    'people',
    '//x',
    '/\\x',
    '/ /x',
    '/\n/x',
    'https://x/',
    '/sign-in',
    '/auth/x',
  ])
    expect(ownPath(path)).toBe('/desk')
  fc.assert(
    fc.property(fc.string(), (text) => {
      const url = new URL(ownPath(text), 'https://portal.example')
      expect(url.origin).toBe('https://portal.example')
    }),
  )
})

describe('a password', () => {
  const judge = (password: string) => () =>
    requireGoodPassword(password, { name: 'Juma Salum', email: 'juma.salum@nida.go.tz' })
  test('of unlike words is taken, whatever its characters', () => {
    for (const good of ['tembo-mlima-kahawa-saba', 'paka mweusi anaruka', 'Xk2!pQ9#vLm4'])
      expect(judge(good)).not.toThrow()
  })
  test('that is short, repeats itself, runs in order or is made of one’s name is not', () => {
    for (const bad of [
      'Xk2!pQ9#vLm',
      'aaaaaaaaaaaaaaaa',
      'abababababababab',
      'abcdefghijklmno',
      '1234567890123',
      'JumaSalum2026',
      'nenosirimtandao',
    ])
      expect(judge(bad)).toThrow()
  })
})

test('a name reads as it is written: nothing hidden in it turns or cuts it', () => {
  for (const name of ['Asha Juma', "Ng'ombe wa Mfano", 'Amélie-Zawadi O’Neil'])
    expect(personName.safeParse(name).data).toBe(name)
  for (const name of ['Asha\u202Eamuj', 'Asha\u0007', 'As\u200Bha', 'Asha\nMkuu', 'A'])
    expect(personName.safeParse(name).success, JSON.stringify(name)).toBe(false)
})

test('base32 is as authenticator apps read it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
      expect(base32(text)).toBe(OTPAuth.Secret.fromUTF8(text).base32)
    }),
  )
})

describe('who acts', () => {
  const person = { id: 'p', name: 'Juma', email: 'j@x' }
  const held = (institution: string, role: HeldRow['role'], suspended = false): HeldRow => ({
    id: `${institution}-${role}`,
    institution,
    role,
    from: '2026-01-01',
    to: null,
    suspended,
    why: null,
  })
  const act = (rows: readonly HeldRow[], chosen: string | null) =>
    actorFrom(person, rows, chosen, (id) => ({ sw: id, en: id }))

  test('is nobody without an appointment', () => expect(act([], 'nida')).toBeUndefined())
  test('acts for the chosen institution, while there is an appointment in it', () => {
    const rows = [held('nida', 'head'), held('udom', 'auditor')]
    expect(act(rows, 'udom')).toMatchObject({ institution: 'udom', roles: ['auditor'] })
    expect(act(rows, 'brela')).toMatchObject({ institution: 'nida', roles: ['head'] })
  })
  test('has the roles that are not suspended, and is suspended when none is left', () => {
    const rows = [held('nida', 'head', true), held('nida', 'secretary')]
    expect(act(rows, null)).toMatchObject({ roles: ['secretary'], suspended: false })
    expect(act([held('nida', 'head', true)], null)).toMatchObject({ suspended: true })
  })
  test('begins where nothing is suspended', () => {
    const rows = [held('nida', 'head', true), held('udom', 'auditor')]
    expect(act(rows, null)).toMatchObject({ institution: 'udom', suspended: false })
  })
})
