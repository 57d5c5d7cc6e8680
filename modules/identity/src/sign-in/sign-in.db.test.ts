import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Jar, openWorld, password, type World } from '../../test/world.ts'
import { acceptAsNewPerson } from '../people/accept-invitation.ts'
import { invitePerson } from '../people/invite-person.ts'
import { requestRecovery, recover, makeRecoveryLink, unlockPerson } from './recover.ts'
import { showCodes, verifyCode, finishEnrolment } from './second-factor.ts'
import { sessionOf } from './sessions.ts'
import { signIn } from './sign-in.ts'

let world: World
let ega: Jar
beforeAll(async () => {
  world = await openWorld({ register: createRegister(), migrations: [registerMigrations] })
  ega = await world.firstAdmin()
})
afterAll(() => world.stop())

const person = async (institution: string, name: string) => {
  const email = `${name}@${institution}.example`
  const jar = await world.appoint(await world.actor(ega), institution, 'ict-officer', email)
  return { email, jar }
}

test('whoever followed the invitation acts for the institution, with the role that was given', async () => {
  const { jar } = await person('nida', 'juma')
  expect(await world.actor(jar)).toMatchObject({
    institution: 'nida',
    institutionName: { sw: 'Taasisi nida' },
    roles: ['ict-officer'],
    suspended: false,
  })
})

test('password and code open a session; the password alone opens none', async () => {
  const { email } = await person('nida', 'pendo')
  const jar = new Jar()
  const first = await signIn(world.ground, jar.from, { email, password })
  expect(first.next).toBe('code')
  jar.keep(first.headers)
  expect(await sessionOf(world.ground, jar.headers)).toBeUndefined()
  expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
  jar.keep(await verifyCode(world.ground, jar.from, world.nextCode(email)))
  expect((await world.actor(jar)).person.email).toBe(email)
})

test('a code counts once', async () => {
  const { email } = await person('nida', 'moja')
  const used = world.nextCode(email)
  for (const expected of ['in', 'refused']) {
    const jar = new Jar()
    jar.keep((await signIn(world.ground, jar.from, { email, password })).headers)
    const outcome = await verifyCode(world.ground, jar.from, used).then(
      () => 'in',
      (error: { code?: string }) => (error.code === 'identity.wrong-code' ? 'refused' : 'other'),
    )
    expect(outcome).toBe(expected)
  }
})

test('a recovery code stands for the authenticator, once', async () => {
  const { email, jar: owner } = await person('nida', 'akiba')
  const session = await sessionOf(world.ground, owner.headers)
  const [recovery = ''] = await showCodes(world.ground, session?.person.id ?? '')
  const jar = new Jar()
  jar.keep((await signIn(world.ground, jar.from, { email, password })).headers)
  jar.keep(await verifyCode(world.ground, jar.from, recovery))
  expect((await world.actor(jar)).person.email).toBe(email)
  const again = new Jar()
  again.keep((await signIn(world.ground, again.from, { email, password })).headers)
  await expect(verifyCode(world.ground, again.from, recovery)).rejects.toMatchObject({
    code: 'identity.wrong-code',
  })
})

test('unknown, wrong and not yet here are refused in the same words', async () => {
  const { email } = await person('nida', 'siri')
  const refusals = await Promise.all(
    [
      { email: 'nobody@nida.example', password },
      { email, password: 'another-password-of-mine' },
    ].map((given) =>
      signIn(world.ground, new Jar().from, given).catch(
        (error: { code: string; message: string }) => [error.code, error.message],
      ),
    ),
  )
  expect(refusals[0]).toEqual(refusals[1])
})

describe('lock-out', () => {
  const miss = (email: string) =>
    signIn(world.ground, new Jar().from, { email, password: 'not-the-right-one-at-all' }).catch(
      (error: { code: string }) => error.code,
    )

  test('after five wrong passwords the right one is refused too, until the time that is said', async () => {
    const { email } = await person('nida', 'funga')
    for (let at = 0; at < 5; at += 1) expect(await miss(email)).toBe('identity.wrong-credentials')
    const refused = signIn(world.ground, new Jar().from, { email, password })
    await expect(refused).rejects.toMatchObject({
      code: 'identity.locked',
      detail: { sw: expect.stringMatching(/baada ya saa \d\d:\d\d:\d\d/) },
    })
    world.moveClock(15 * 60_000 + 1_000)
    expect((await signIn(world.ground, new Jar().from, { email, password })).next).toBe('code')
  })

  test('an address that nobody has is locked like one that somebody has', async () => {
    const email = 'hakuna@nida.example'
    for (let at = 0; at < 5; at += 1) await miss(email)
    expect(await miss(email)).toBe('identity.locked')
  })

  test('those who try at once are counted one by one', async () => {
    const { email } = await person('nida', 'pamoja')
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => miss(email)))
    expect(outcomes.filter((code) => code === 'identity.wrong-credentials')).toHaveLength(5)
    expect(outcomes.filter((code) => code === 'identity.locked')).toHaveLength(7)
  })

  test('codes are limited as passwords are, and a new challenge gives no new tries', async () => {
    const { email } = await person('nida', 'misimbo')
    const codes: string[] = []
    for (let at = 0; at < 6; at += 1) {
      const jar = new Jar()
      jar.keep((await signIn(world.ground, jar.from, { email, password })).headers)
      codes.push(
        await verifyCode(world.ground, jar.from, `00000${at}`).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      )
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'identity.wrong-code'))
    expect(codes[5]).toBe('identity.locked')
  })

  test('an officer of e-GA unlocks', async () => {
    const { email, jar } = await person('nida', 'fungua')
    for (let at = 0; at < 6; at += 1) await miss(email)
    expect(await miss(email)).toBe('identity.locked')
    const { person: locked } = await world.actor(jar)
    await unlockPerson(world.ground, await world.actor(ega), locked.id)
    expect((await signIn(world.ground, new Jar().from, { email, password })).next).toBe('code')
    expect(world.acts.at(-1)).toMatchObject({ action: 'identity.person-unlocked' })
  })
})

describe('sessions', () => {
  test('signing in makes a new session and ends the one that was there', async () => {
    const { email, jar } = await person('nida', 'kikao')
    const before = new Jar()
    for (const [name, value] of jar.cookies) before.cookies.set(name, value)
    const after = await world.signIn(email, jar)
    expect(after.headers.get('cookie')).not.toBe(before.headers.get('cookie'))
    expect(await world.identity.actorOf(before.headers)).toBeUndefined()
    expect(await world.identity.actorOf(after.headers)).toBeDefined()
  })

  test('a session cookie that was made up, or changed, is nobody', async () => {
    const { jar } = await person('nida', 'kuki')
    const name = 'mtandao.session_token'
    const planted = new Jar()
    planted.cookies.set(name, 'A'.repeat(32))
    expect(await world.identity.actorOf(planted.headers)).toBeUndefined()
    const [token = ''] = decodeURIComponent(jar.cookies.get(name) ?? '').split('.')
    planted.cookies.set(name, encodeURIComponent(`${token}.${'A'.repeat(43)}=`))
    expect(await world.identity.actorOf(planted.headers)).toBeUndefined()
  })

  test('a session ends an hour after its last use', async () => {
    const { jar } = await person('nida', 'muda')
    const idle = `update identity.session set expires_at = now() - interval '1 second', updated_at = now() - interval '1 hour'
      where person = $1`
    const { person: owner } = await world.actor(jar)
    await world.database.rows(idle, [owner.id])
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
  })

  test('use moves the end of a session, but not past twelve hours', async () => {
    const { jar } = await person('nida', 'sogeza')
    const { person: owner } = await world.actor(jar)
    await world.database.rows(
      `update identity.session set updated_at = now() - interval '30 minutes', expires_at = now() + interval '30 minutes'
       where person = $1`,
      [owner.id],
    )
    await world.actor(jar)
    const [moved] = await world.database.rows<{ minutes: number }>(
      `select extract(epoch from expires_at - now())::float / 60 as minutes from identity.session where person = $1`,
      [owner.id],
    )
    expect(moved?.minutes).toBeGreaterThan(55)
    await world.database.rows(
      `update identity.session set created_at = now() - interval '13 hours' where person = $1`,
      [owner.id],
    )
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
  })

  test('whoever has not set up a second factor acts nowhere', async () => {
    const actor = await world.actor(ega)
    const email = 'nusu@nida.example'
    const command = {
      institution: 'nida',
      role: 'head' as const,
      email,
      name: 'Nusu',
      from: null,
      to: null,
    }
    const { link } = await invitePerson(world.ground, actor, command)
    await acceptAsNewPerson(world.ground, link.split('/').at(-1) ?? '', { name: 'Nusu', password })
    const jar = new Jar()
    const first = await signIn(world.ground, jar.from, { email, password })
    expect(first.next).toBe('enrol')
    jar.keep(first.headers)
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
    await expect(finishEnrolment(world.ground, jar.from, '000000')).rejects.toMatchObject({
      code: 'identity.wrong-code',
    })
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
  })
})

describe('recovery', () => {
  test('without a way to send letters nothing is made, and nobody learns who exists', async () => {
    const { email } = await person('nida', 'barua')
    await requestRecovery(world.ground, { email, address: '192.0.2.9' })
    await requestRecovery(world.ground, { email: 'nobody@x.example', address: '192.0.2.9' })
    expect(await world.database.rows('select id from identity.recovery')).toEqual([])
  })

  test('the link sets a password once, ends every session and still asks for the code', async () => {
    const { email, jar } = await person('nida', 'sahau')
    const ground = { ...world.ground, mailGoesOut: true }
    await requestRecovery(ground, { email, address: '192.0.2.9' })
    const [letter] = await world.database.rows<{ body: string }>(
      'select body from identity.outgoing_mail where to_address = $1',
      [email],
    )
    const [, link = ''] = /\/recover\/([A-Za-z0-9_-]{43})/.exec(letter?.body ?? '') ?? []
    await recover(ground, link, 'simba-bahari-ndege-nane')
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
    await expect(recover(ground, link, 'simba-bahari-ndege-tisa')).rejects.toMatchObject({
      code: 'identity.link-over',
    })
    const next = await signIn(ground, new Jar().from, {
      email,
      password: 'simba-bahari-ndege-nane',
    })
    expect(next.next).toBe('code')
    await expect(signIn(ground, new Jar().from, { email, password })).rejects.toMatchObject({
      code: 'identity.wrong-credentials',
    })
  })

  test('a head lets in who serves here only; who serves elsewhere too is for e-GA', async () => {
    const admin = await world.actor(ega)
    const head = await world.appoint(admin, 'udom', 'head', 'mkuu@udom.example')
    const officer = await world.appoint(admin, 'udom', 'ict-officer', 'fundi@udom.example')
    const { person: lost } = await world.actor(officer)
    const actor = await world.actor(head)
    const made = await makeRecoveryLink(world.ground, actor, lost.id)
    expect(made.link).toMatch(/^http:\/\/localhost:8080\/recover\/[\w-]{43}$/)
    const stranger = await world.actor((await person('nida', 'jirani')).jar)
    await expect(makeRecoveryLink(world.ground, stranger, lost.id)).rejects.toMatchObject({
      code: 'identity.not-found',
    })
    await expect(makeRecoveryLink(world.ground, actor, actor.person.id)).rejects.toMatchObject({
      code: 'identity.not-yourself',
    })
    await world.database.rows(
      `insert into identity.appointment (id, person, institution, role, valid_from, made_by, made_at)
       values (gen_random_uuid(), $1, 'brela', 'ict-officer', '2026-01-01', 'terminal', now())`,
      [lost.id],
    )
    await expect(makeRecoveryLink(world.ground, actor, lost.id)).rejects.toMatchObject({
      code: 'identity.ega-decides',
    })
    const link = await makeRecoveryLink(world.ground, admin, lost.id)
    await recover(world.ground, link.link.split('/').at(-1) ?? '', 'chui-mto-embe-tisini')
    const again = await signIn(world.ground, new Jar().from, {
      email: 'fundi@udom.example',
      password: 'chui-mto-embe-tisini',
    })
    expect(again.next).toBe('enrol')
  })
})
