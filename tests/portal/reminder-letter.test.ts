import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditMigrations, createAudit } from '@mtandao/audit'
import {
  createStandings,
  directivesMigrations,
  runReminders,
  seedThirdSession,
} from '@mtandao/directives'
import { createFacts, factsMigrations } from '@mtandao/facts'
import { createIdentity, identityMigrations } from '@mtandao/identity'
import { createLogger } from '@mtandao/log'
import { testDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { expect, test } from 'vitest'
import { openMailServer } from '../../apps/demo-country/src/mail-server.ts'
import { Mailbox } from '../../apps/demo-country/src/mailbox.ts'
import { openStatusServer } from '../../apps/demo-country/src/status-server.ts'
import { openDemoMail } from '../../apps/platform/src/demo-mail.ts'

/** The whole way of a reminder: what is owed, the plan, identity's outbox, real SMTP, the letterbox, the portal's page of it. */
test('what is late reaches the officer, the head and e-GA by SMTP, one letter each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reminder-'))
  const made = await testDatabase([
    identityMigrations,
    auditMigrations,
    registerMigrations,
    factsMigrations,
    directivesMigrations,
  ])
  const { database } = made
  const mailbox = new Mailbox()
  const smtp = await openMailServer(mailbox, 0)
  const status = await openStatusServer(
    { status: () => ({}), set: () => Promise.resolve(undefined) },
    mailbox,
    0,
  )
  const log = createLogger({ area: 'test', level: 'silent' })
  const now = () => new Date()
  const register = createRegister(now)
  const audit = createAudit({ database, now, dataDir: join(folder, 'audit'), log })
  const publicUrl = 'http://portal.example'
  const identity = createIdentity({
    database,
    databaseUrl: made.url,
    register,
    audit,
    now,
    dataDir: folder,
    publicUrl,
    demo: true,
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    mailFrom: 'mtandao@mfano.example',
    log,
  })
  const facts = createFacts({ database, audit, now, dataDir: join(folder, 'facts') })
  const institutions = ['ega', 'nida']
  const standings = createStandings({
    database,
    facts,
    now,
    log,
    readRegister: () =>
      Promise.resolve({
        institutions: institutions.map((id) => ({ id, kind: null, systems: [] })),
      }),
  })
  const deps = { database, audit, now, register, facts, standings, publicUrl, log }
  const stop = new AbortController()
  try {
    await database.transact((db) =>
      register.enrol(db, {
        institutions: institutions.map((id) => ({
          id,
          class: 'GOV',
          code: id.toUpperCase(),
          name: { sw: `Taasisi ${id}`, en: `Institution ${id}` },
          status: 'active',
        })),
        systems: [],
      }),
    )
    await identity.seedDemo()
    await seedThirdSession(deps)
    await standings.refresh()
    const running = [
      identity.run(stop.signal),
      runReminders(
        { ...deps, letters: identity.letters },
        { settleMs: 0, everyMs: 100 },
        stop.signal,
      ),
    ]
    const { port } = status.address() as AddressInfo
    const mail = openDemoMail(`http://127.0.0.1:${port}/mail`)
    const expected = ['ega-mkuu', 'ega-tehama', 'ega', 'nida-mkuu', 'nida-tehama']
      .map((name) => `${name}@mfano.example`)
      .toSorted()
    const arrived = async () => (await mail.list())?.flatMap(({ to }) => to).toSorted() ?? []
    await expect.poll(arrived, { timeout: 30_000, interval: 250 }).toEqual(expected)

    const heads = await mail.list()
    const letterTo = async (name: string) => {
      const head = heads?.find(({ to }) => to[0] === `${name}@mfano.example`)
      const letter = await mail.find(head?.id ?? 0)
      return typeof letter === 'object' ? letter : undefined
    }
    const officer = await letterTo('nida-tehama')
    expect(officer?.from).toBe('mtandao@mfano.example')
    expect(officer?.subject).toMatch(
      /^Serikali Mtandao: wajibu \d+ umechelewa \/ \d+ obligations late$/,
    )
    const lines = officer?.text.split('\n') ?? []
    expect(lines[0]).toBe('Habari Juma Mfano,')
    expect(lines).toContain('TAASISI NIDA')
    expect(lines).toContain('- Jiunge na GovESB na kubadilishana taarifa')
    expect(lines).toContain('- Join GovESB and exchange data')
    expect(lines).toContain(`${publicUrl}/owed`)
    expect((await letterTo('nida-mkuu'))?.text).toContain('mkuu wa taasisi')
    const ega = await letterTo('ega')
    expect(ega?.text).toContain('Taasisi nida: wajibu')
    expect(ega?.text).toContain(`\n${publicUrl}/country\n`)
    const left = await database.rows('select 1 from identity.outgoing_mail where body is not null')
    expect(left).toEqual([])
    stop.abort()
    await Promise.all(running)
  } finally {
    stop.abort()
    await identity.close()
    await smtp.close()
    status.close()
    status.closeAllConnections()
    await made.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
