import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../test/world.ts'
import type { Actor } from '../contract.ts'
import { createIdentity, type IdentityParts } from '../index.ts'

let world: World
let identity: IdentityParts
let ega: Actor
const text = (sw: string, en: string) => ({ sw, en })
beforeAll(async () => {
  world = await openWorld({
    register: createRegister(),
    migrations: [registerMigrations],
    smtpUrl: 'smtp://127.0.0.1:9',
  })
  identity = world.identity
  ega = await world.actor(await world.firstAdmin())
  await world.appoint(ega, 'nida', 'head', 'mkuu@nida.example')
  await world.appoint(ega, 'nida', 'ict-officer', 'tehama@nida.example')
  await world.appoint(ega, 'brela', 'ict-officer', 'tehama@brela.example')
})
afterAll(() => world.stop())

const holdersOf = (any: Parameters<IdentityParts['letters']['officeHolders']>[1]) =>
  identity.letters.officeHolders(world.database, any)

const mails = () =>
  world.database.rows<{ to_address: string; subject: string; body: string }>(
    `select to_address, subject, body from identity.outgoing_mail where subject like '%jaribio%' order by to_address`,
  )

test('office-holders of the whole country, by office; who is suspended holds none', async () => {
  const officers = await holdersOf(['ict-officer'])
  expect(officers.map(({ institution }) => institution)).toEqual(['brela', 'nida'])
  const [{ id: appointment } = { id: '' }] = await world.database.rows<{ id: string }>(
    `select id from identity.appointment where institution = 'brela'`,
  )
  await world.database.rows(
    `insert into identity.suspension (id, appointment, institution, at, by, why)
     select gen_random_uuid(), id, institution, now(), person, 'jaribio' from identity.appointment where id = $1`,
    [appointment],
  )
  const left = await holdersOf(['ict-officer', 'head'])
  expect(left.map(({ institution, role }) => `${institution} ${role}`)).toEqual([
    'nida head',
    'nida ict-officer',
  ])
})

describe('a letter of a machine', () => {
  const letterTo = (person: string) => ({
    person,
    subject: text('jaribio', 'a trial'),
    body: text('Maneno ya barua', 'What it says'),
  })

  test('greets by name and says everything in Swahili, then in English', async () => {
    const [head] = await holdersOf(['head'])
    const write = [letterTo(head?.person ?? ''), letterTo('hakuna')]
    expect(await identity.letters.write(world.database, write)).toBe(1)
    const [mail] = await mails()
    expect(mail?.to_address).toBe('mkuu@nida.example')
    expect(mail?.subject).toBe('Serikali Mtandao: jaribio / a trial')
    expect(mail?.body.split('\n')).toEqual([
      'Habari mkuu,',
      '',
      'Maneno ya barua',
      '',
      '* * *',
      '',
      'Hello mkuu,',
      '',
      'What it says',
    ])
  })

  test('is undone with the transaction it was written in', async () => {
    const [officer] = await holdersOf(['ict-officer'])
    const before = await mails()
    const crash = world.database.transact(async (db) => {
      await identity.letters.write(db, [letterTo(officer?.person ?? '')])
      throw new Error('crash')
    })
    await expect(crash).rejects.toThrow('crash')
    expect(await mails()).toEqual(before)
  })

  test('is not written where no SMTP is set, nor to demo accounts outside the demo', async () => {
    const before = await mails()
    const [officer] = await holdersOf(['ict-officer'])
    const person = officer?.person ?? ''
    const mute = createIdentity({ ...world.options, smtpUrl: undefined, demo: false })
    expect(mute.letters.goOut).toBe(false)
    expect(await mute.letters.write(world.database, [letterTo(person)])).toBe(0)
    await mute.close()
    await world.database.rows('update identity.person set demo = true where id = $1', [person])
    expect(await identity.letters.write(world.database, [letterTo(person)])).toBe(0)
    expect(await mails()).toEqual(before)
  })

  test('is nobody’s to read or write but ours', async () => {
    const scoped = world.database.within({ settings: { 'mtandao.reach': 'country' } })
    await expect(scoped.rows('select body from identity.outgoing_mail')).rejects.toThrow(
      /permission denied/,
    )
    await expect(identity.letters.write(scoped, [letterTo(ega.person.id)])).rejects.toThrow(
      /permission denied/,
    )
  })
})
