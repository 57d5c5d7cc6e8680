import { createRegister, registerMigrations } from '@mtandao/register'
import * as OTPAuth from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site } from '../test/site.ts'
import { Jar, openWorld, password, type World } from '../test/world.ts'
import { identityWeb } from './index.ts'
import {
  endAppointment,
  reinstateAppointment,
  suspendAppointment,
} from './people/change-appointment.ts'
import { invitePerson } from './people/invite-person.ts'
import { listPeople } from './people/list-people.ts'
import { scopeOf, type Actor } from './contract.ts'

const origin = 'http://localhost:8080'
let world: World
let site: Site
let ega: Jar
let head: Jar
let officer: Jar
beforeAll(async () => {
  world = await openWorld({ register: createRegister(), migrations: [registerMigrations] })
  site = openSite(identityWeb(world.ground), world.identity, origin)
  ega = await world.firstAdmin()
  head = await world.appoint(await world.actor(ega), 'nida', 'head', 'mkuu@nida.example')
  officer = await world.appoint(
    await world.actor(head),
    'nida',
    'ict-officer',
    'fundi@nida.example',
  )
})
afterAll(() => world.stop())

const linkIn = (text: string) =>
  /http:\/\/localhost:8080(\/(?:invitation|recover)\/[\w-]{43})/.exec(text)?.[1] ?? ''

describe('the invitation path, as a browser without JavaScript walks it', () => {
  const jar = new Jar()
  let path = ''
  let secret = ''
  const code = () => new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret) }).generate()

  test('the head invites and sees the link once', async () => {
    const made = await site.post(head, '/people/invite', {
      institution: 'nida',
      role: 'ict-officer',
      name: 'Juma Salum',
      email: 'juma@nida.example',
      from: '',
      to: '',
    })
    expect(made.status).toBe(200)
    path = linkIn(made.text)
    expect(path).not.toBe('')
    const list = await site.get(head, '/people')
    expect(list.text).toContain('juma@nida.example')
    expect(list.text).not.toContain(path)
  })

  test('the link says which institution, which role and who invites', async () => {
    const shown = await site.get(jar, path)
    expect(shown.status).toBe(200)
    for (const word of ['Taasisi nida', 'Afisa TEHAMA', 'mkuu', 'juma@nida.example'])
      expect(shown.text).toContain(word)
    expect(shown.text).toContain('value="Juma Salum"')
  })

  test('a weak password comes back with the name as it was typed', async () => {
    const again = await site.post(jar, path, { name: 'Juma S. Salum', password: 'aaaaaaaaaaaaaa' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('value="Juma S. Salum"')
    expect(again.text).not.toContain('aaaaaaaaaaaaaa')
  })

  test('accepted, the authenticator is set up from the picture or the text', async () => {
    const accepted = await site.post(jar, path, { name: 'Juma Salum', password })
    expect(accepted).toMatchObject({ status: 303, location: '/enrol?then=%2Fdesk' })
    const enrol = await site.get(jar, '/enrol?then=%2Fdesk')
    expect(enrol.text).toContain('<svg')
    secret = /<code>([A-Z2-7\s]{20,})<\/code>/.exec(enrol.text)?.[1]?.replaceAll(/\s/g, '') ?? ''
    expect(secret.length).toBeGreaterThan(40)
    const wrong = await site.post(jar, '/enrol?then=%2Fdesk', { code: '000000' })
    expect(wrong.status).toBe(422)
    const right = await site.post(jar, '/enrol?then=%2Fdesk', { code: code() })
    expect(right).toMatchObject({ status: 303, location: '/enrol/codes?then=%2Fdesk' })
  })

  test('the recovery codes are shown until they are kept, and then the desk is next', async () => {
    const codes = await site.get(jar, '/enrol/codes?then=%2Fdesk')
    expect(codes.text.match(/\w{5}-\w{5}/g)).toHaveLength(10)
    const kept = await site.post(jar, '/enrol/codes?then=%2Fdesk')
    expect(kept).toMatchObject({ status: 303, location: '/desk' })
    expect((await site.get(jar, '/enrol/codes')).location).toBe('/account')
    expect((await world.actor(jar)).roles).toEqual(['ict-officer'])
  })

  test('the link is good for nothing afterwards', async () => {
    const used = await site.get(new Jar(), path)
    expect(used.status).toBe(404)
    expect(used.text).toContain('identity.link-over')
    expect((await site.post(new Jar(), path, { name: 'Mwizi', password })).status).toBe(404)
  })

  test('signing in later asks for password and code, and leads to where one was going', async () => {
    const later = new Jar()
    const there = '/sign-in?then=%2Fpeople%3Finstitution%3Dnida'
    const first = await site.post(later, there, { email: 'JUMA@nida.example ', password })
    expect(first.location).toBe('/sign-in/code?then=%2Fpeople%3Finstitution%3Dnida')
    await world.database.rows('delete from identity.used_code')
    const second = await site.post(later, first.location, { code: code() })
    expect(second).toMatchObject({ status: 303, location: '/people?institution=nida' })
  })

  test('a link to another site is not followed', async () => {
    const later = new Jar()
    for (const evil of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
    ]) {
      const first = await site.post(later, `/sign-in?then=${encodeURIComponent(evil)}`, {
        email: 'juma@nida.example',
        password,
      })
      expect(first.location).toBe('/sign-in/code?then=%2Fdesk')
    }
  })
})

test('somebody who has an account accepts a second appointment as who they are, and switches', async () => {
  const admin = await world.actor(ega)
  const command = {
    institution: 'brela',
    role: 'ict-officer' as const,
    name: 'Fundi',
    from: null,
    to: null,
  }
  const made = await invitePerson(world.ground, admin, { ...command, email: 'fundi@nida.example' })
  const path = linkIn(made.link)
  const stranger = await site.get(new Jar(), path)
  expect(stranger.text).toContain(`/sign-in?then=${encodeURIComponent(path)}`)
  expect((await site.post(new Jar(), path, { name: 'Mwizi', password })).text).toContain(
    'identity.account-exists',
  )
  expect((await site.post(head, path)).text).toContain('identity.not-your-invitation')
  expect((await site.post(officer, path)).location).toBe('/desk')
  expect(await world.actor(officer)).toMatchObject({ institution: 'brela', roles: ['ict-officer'] })
  expect((await site.post(officer, '/switch', { institution: 'nida' })).location).toBe('/desk')
  expect(await world.actor(officer)).toMatchObject({ institution: 'nida' })
  expect((await site.post(officer, '/switch', { institution: 'ega' })).status).toBe(404)
  expect(await world.actor(officer)).toMatchObject({ institution: 'nida' })
})

describe('who may appoint whom', () => {
  const invite = (
    by: Actor,
    institution: string,
    role: Actor['roles'][number],
    email = 'x@x.example',
  ) =>
    invitePerson(world.ground, by, {
      institution,
      role,
      email,
      name: 'Mtu',
      from: null,
      to: null,
    }).then(
      () => 'invited',
      (error: { code: string }) => error.code,
    )

  test('a head appoints in the own institution, and nobody for the country', async () => {
    const actor = await world.actor(head)
    expect(await invite(actor, 'nida', 'secretary')).toBe('invited')
    for (const role of ['ega-officer', 'auditor', 'minister-office'] as const)
      expect(await invite(actor, 'nida', role)).toBe('identity.role-not-yours-to-give')
    expect(await invite(actor, 'brela', 'head')).toBe('identity.role-not-yours-to-give')
    expect(await invite(actor, 'nida', 'secretary', 'mkuu@nida.example')).toBe(
      'identity.not-yourself',
    )
  })

  test('an ICT officer appoints nobody; e-GA appoints everywhere, its own officers in e-GA only', async () => {
    expect(await invite(await world.actor(officer), 'nida', 'secretary')).toBe(
      'identity.role-not-yours-to-give',
    )
    const admin = await world.actor(ega)
    expect(await invite(admin, 'udom', 'auditor')).toBe('invited')
    expect(await invite(admin, 'udom', 'ega-officer')).toBe('identity.role-not-yours-to-give')
    expect(await invite(admin, 'hakuna', 'head')).toBe('identity.institution-unknown')
  })

  test('the last head and the last e-GA officer stay', async () => {
    const admin = await world.actor(ega)
    const mine = admin.appointments[0]?.id ?? ''
    await expect(
      endAppointment(world.ground, admin, { id: mine, why: null }),
    ).rejects.toMatchObject({
      code: 'identity.last-ega-officer',
    })
    const heads = await world.actor(head)
    const id = heads.appointments[0]?.id ?? ''
    await expect(endAppointment(world.ground, admin, { id, why: null })).rejects.toMatchObject({
      code: 'identity.last-head',
    })
    await expect(suspendAppointment(world.ground, heads, { id, why: 'x' })).rejects.toMatchObject({
      code: 'identity.not-yourself',
    })
  })

  test('two heads cannot end each other at the same moment', async () => {
    const admin = await world.actor(ega)
    const jars = []
    for (const name of ['a', 'b'])
      jars.push(await world.appoint(admin, 'udom', 'head', `${name}@udom.example`))
    const [a, b] = await Promise.all(jars.map((jar) => world.actor(jar)))
    const end = (by: Actor | undefined, of: Actor | undefined) =>
      endAppointment(world.ground, by ?? admin, {
        id: of?.appointments[0]?.id ?? '',
        why: null,
      }).then(
        () => 'ended',
        (error: { code: string }) => error.code,
      )
    expect((await Promise.all([end(a, b), end(b, a)])).sort()).toEqual([
      'ended',
      'identity.last-head',
    ])
  })
})

describe('suspension', () => {
  test('who is suspended reads why, does nothing, leaves, and comes back', async () => {
    const admin = await world.actor(ega)
    const jar = await world.appoint(admin, 'nida', 'secretary', 'katibu@nida.example')
    const [held] = (await world.actor(jar)).appointments
    const id = held?.id ?? ''
    await suspendAppointment(world.ground, await world.actor(head), {
      id,
      why: 'Uchunguzi wa ndani',
    })
    expect((await world.actor(jar)).suspended).toBe(true)
    expect((await site.get(jar, '/people')).text).toContain('http.suspended')
    const account = await site.get(jar, '/account')
    expect(account.text).toContain('Uchunguzi wa ndani')
    expect(account.text).toContain('action="/sign-out"')
    await reinstateAppointment(world.ground, await world.actor(head), { id })
    expect((await site.get(jar, '/people')).status).toBe(200)
    expect((await site.post(jar, '/sign-out')).location).toBe('/')
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
  })

  test('what e-GA suspended the head does not lift, with the checks switched off neither', async () => {
    const admin = await world.actor(ega)
    const jar = await world.appoint(admin, 'nida', 'secretary', 'katibu-ega@nida.example')
    const id = (await world.actor(jar)).appointments[0]?.id ?? ''
    await suspendAppointment(world.ground, admin, { id, why: 'Uchunguzi wa e-GA' })
    const nida = await world.actor(head)
    await expect(reinstateAppointment(world.ground, nida, { id })).rejects.toMatchObject({
      code: 'identity.suspended-by-ega',
    })
    const lifted = await world.database
      .within(scopeOf(nida))
      .rows(
        'update identity.suspension set lifted_at = now(), lifted_by = $2 where appointment = $1 returning id',
        [id, nida.person.id],
      )
    expect(lifted).toEqual([])
    expect((await world.actor(jar)).suspended).toBe(true)
    const shown = `/people/appointments/${id}`
    const reinstating = `action="${shown}/reinstate"`
    const page = (await site.get(head, shown)).text
    expect(page).toContain('e-GA pekee ndiyo inayomrudisha')
    expect(page).not.toContain(reinstating)
    expect((await site.get(ega, shown)).text).toContain(reinstating)
    await reinstateAppointment(world.ground, admin, { id })
    expect((await world.actor(jar)).suspended).toBe(false)
  })

  test('an invitation is worth nothing while whoever made it is suspended', async () => {
    const admin = await world.actor(ega)
    const jar = await world.appoint(admin, 'udom', 'head', 'mkuu-wa-pili@udom.example')
    const other = await world.actor(jar)
    const command = {
      institution: 'udom',
      role: 'ict-officer' as const,
      email: 'bandia@udom.example',
      name: 'Mtu Bandia',
      from: null,
      to: null,
    }
    const { link } = await invitePerson(world.ground, other, command)
    const path = new URL(link).pathname
    expect((await site.get(new Jar(), path)).status).toBe(200)
    const id = other.appointments[0]?.id ?? ''
    await suspendAppointment(world.ground, admin, { id, why: 'Uchunguzi' })
    expect((await site.get(new Jar(), path)).status).toBe(404)
    const fields = { name: 'Mtu Bandia', password: 'tembo-mlima-kahawa-saba' }
    expect((await site.post(new Jar(), path, fields)).status).toBe(404)
    await reinstateAppointment(world.ground, admin, { id })
    expect((await site.get(new Jar(), path)).status).toBe(200)
  })

  test('ending takes every right at once, also from tokens', async () => {
    const admin = await world.actor(ega)
    const jar = await world.appoint(admin, 'nida', 'secretary', 'katibu2@nida.example')
    const shown = await site.post(jar, '/account/tokens/new', { name: 'ripoti', days: '30' })
    const token = /mtk_[\w-]{43}/.exec(shown.text)?.[0] ?? ''
    expect((await site.api(token, 'GET', '/me')).status).toBe(200)
    const id = (await world.actor(jar)).appointments[0]?.id ?? ''
    await endAppointment(world.ground, await world.actor(head), { id, why: null })
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
    expect((await site.api(token, 'GET', '/me')).status).toBe(401)
    const past = await site.get(head, '/people?past=yes')
    expect(past.text).toContain('katibu2@nida.example')
  })
})

describe('API tokens', () => {
  test('a token acts for the institution it was made in and no other, and is shown once', async () => {
    const shown = await site.post(officer, '/account/tokens/new', { name: 'ripoti', days: '30' })
    const token = /mtk_[\w-]{43}/.exec(shown.text)?.[0] ?? ''
    expect((await site.get(officer, '/account')).text).not.toContain(token)
    const me = await site.api(token, 'GET', '/me')
    expect(JSON.parse(me.text)).toMatchObject({ institution: 'nida', roles: ['ict-officer'] })
    expect(JSON.parse(me.text).appointments).toHaveLength(1)
    expect((await site.api(token, 'POST', '/invitations', {})).status).toBe(403)
    expect(JSON.parse((await site.api(token, 'GET', '/people')).text).items.length).toBeGreaterThan(
      1,
    )
    expect((await site.api(token, 'GET', '/people?institution=brela')).status).toBe(404)
    const { items } = JSON.parse((await site.api(token, 'GET', '/me/tokens')).text)
    expect((await site.api(token, 'DELETE', `/me/tokens/${items[0].id}`)).status).toBe(204)
    expect((await site.api(token, 'GET', '/me')).status).toBe(401)
  })

  test('a token that is no good is nobody, also beside a good cookie', async () => {
    const headers = officer.headers
    headers.set('authorization', `Bearer mtk_${'A'.repeat(43)}`)
    expect(await world.identity.actorOf(headers)).toBeUndefined()
  })
})

describe('other institutions', () => {
  test('their people are not there', async () => {
    const foreign = await world.actor(ega)
    const jar = await world.appoint(foreign, 'brela', 'head', 'mkuu@brela.example')
    const id = (await world.actor(head)).appointments[0]?.id ?? ''
    expect((await site.get(jar, `/people/appointments/${id}`)).status).toBe(404)
    expect((await site.get(jar, '/people?institution=nida')).status).toBe(404)
    expect((await site.post(jar, `/people/appointments/${id}/end`, { why: '' })).status).toBe(404)
    expect((await site.post(jar, `/people/appointments/${id}/suspend`, { why: 'x' })).status).toBe(
      404,
    )
  })

  test('with every check of ours switched off PostgreSQL still shows and takes nothing', async () => {
    const brela = await world.actor(await world.signIn('mkuu@brela.example'))
    const workspace = world.database.within(scopeOf(brela))
    for (const table of ['appointment', 'invitation']) {
      expect(
        await workspace.rows(`select id from identity.${table} where institution = 'nida'`),
      ).toEqual([])
    }
    expect(
      await workspace.rows(`select id from identity.person where email = 'mkuu@nida.example'`),
    ).toEqual([])
    expect(
      await workspace.rows(
        `update identity.appointment set ended_why = 'x' where institution = 'nida' returning id`,
      ),
    ).toEqual([])
    await expect(
      workspace.rows(
        `insert into identity.suspension (id, appointment, institution, at, by, why)
         select gen_random_uuid(), $1, 'nida', now(), $2, 'x'`,
        [(await world.actor(head)).appointments[0]?.id, brela.person.id],
      ),
    ).rejects.toThrow(/row-level security/)
    await expect(workspace.rows('delete from identity.appointment')).rejects.toThrow(
      /permission denied/,
    )
    const secret = [
      'session',
      'account',
      'verification',
      'second_factor',
      'passkey',
      'recovery',
      'api_token',
    ]
    for (const table of [
      ...secret,
      'attempt',
      'used_code',
      'kept_form',
      'outgoing_mail',
      'provider',
    ]) {
      await expect(workspace.rows(`select * from identity.${table}`)).rejects.toThrow(
        /permission denied/,
      )
    }
    await expect(workspace.rows('select token_sha256 from identity.invitation')).rejects.toThrow(
      /permission denied/,
    )
  })

  test('names of office-holders are told by id to every institution, addresses to none', async () => {
    const brela = await world.actor(await world.signIn('mkuu@brela.example'))
    const { person } = await world.actor(head)
    const db = world.database.within(scopeOf(brela))
    expect([...(await world.identity.personNames(db, [person.id]))]).toEqual([[person.id, 'mkuu']])
    expect(await world.identity.holders(db, 'nida', ['head'])).toEqual([
      { id: person.id, name: 'mkuu' },
    ])
  })

  test('an auditor sees every institution and changes nothing', async () => {
    const jar = await world.appoint(
      await world.actor(ega),
      'udom',
      'auditor',
      'mkaguzi@udom.example',
    )
    const actor = await world.actor(jar)
    const seen = await listPeople(world.ground, actor, {
      institution: 'nida',
      past: false,
      limit: 10,
    })
    expect(seen.appointments.length).toBeGreaterThan(1)
    expect((await site.get(jar, '/people/invite')).status).toBe(403)
    await expect(
      world.database.within(scopeOf(actor)).rows(`update identity.appointment set ended_why = 'x'`),
    ).rejects.toThrow(/read-only/)
    expect((await site.post(jar, '/account/name', { name: 'Mkaguzi Mkuu' })).status).toBe(303)
  })
})

test('every page says every word in the reader’s language', async () => {
  const admin = await world.actor(ega)
  const { appointments } = await world.actor(officer)
  const id = appointments.find(({ institution }) => institution === 'nida')?.id ?? ''
  const { link } = await invitePerson(world.ground, admin, {
    institution: 'nida',
    role: 'secretary',
    name: 'Neno',
    email: 'neno@nida.example',
    from: null,
    to: null,
  })
  const visits: readonly (readonly [Jar, string])[] = [
    [new Jar(), '/sign-in?failed=institution'],
    [new Jar(), '/recover'],
    [new Jar(), linkIn(link)],
    [head, '/sign-in'],
    [head, '/people'],
    [head, '/people?past=yes'],
    [ega, '/people?institution=nida'],
    [head, '/people/invite'],
    [head, `/people/appointments/${id}`],
    [head, `/people/appointments/${id}/end`],
    [head, `/people/appointments/${id}/suspend`],
    [officer, '/account'],
    [officer, '/account/name'],
    [officer, '/account/password'],
    [officer, '/account/codes'],
    [officer, '/account/tokens/new'],
    [officer, '/enrol/begin'],
    [officer, '/enrol/codes'],
  ]
  for (const [jar, path] of visits) {
    const page = await site.get(jar, `${path}${path.includes('?') ? '&' : '?'}lang=qq`)
    expect(`${path} ${page.status}`).toBe(`${path} 200`)
    jar.cookies.delete('lang')
    expect(`${path}: ${unsaid(page.text)}`).toBe(`${path}: `)
  }
  expect(site.defects).toEqual([])
})

/** Letters outside of ⟦ ⟧, `<code>`, `<pre>` and `<time>`. */
function unsaid(html: string): string {
  const bare = html
    .replaceAll(/<(code|pre|svg)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<time[^>]*>[\s\S]*?<\/time>/g, '')
    .replaceAll(/<textarea[\s\S]*?<\/textarea>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
  let depth = 0
  let out = ''
  for (const letter of bare) {
    if (letter === '⟦') depth += 1
    else if (letter === '⟧') depth -= 1
    else if (depth === 0) out += letter
  }
  return out
    .replaceAll(/&[a-z]+;/g, '')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()
}
