import { existsSync, readFileSync } from 'node:fs'
import { createRecorder } from '@mtandao/audit'
import { inviteFirstAdmin } from '@mtandao/identity'
import { isUnavailable, openDatabase, type Database } from '@mtandao/pg'
import { Problem } from '@mtandao/problem'
import type { UpConfig } from '../up/config.ts'
import { foldersOf } from '../up/constellation.ts'
import { CommandFault, EXIT, both, type Outcome } from '../words.ts'

interface Options {
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly force?: boolean | undefined
}

/**
 * `admin create`: the invitation of e-GA's first officer, made by whoever holds the machine. From then on people invite
 * people.
 */
export async function adminCommand(config: UpConfig, options: Options): Promise<Outcome> {
  const { email, name } = readPerson(options)
  const database = openDatabase({ url: databaseUrl(config), poolSizeMax: 1 })
  try {
    return await invite(config, database, { email, name, force: options.force === true })
  } catch (cause) {
    throw faultOf(cause)
  } finally {
    await database.close()
  }
}

async function invite(
  config: UpConfig,
  database: Database,
  admin: { readonly email: string; readonly name: string; readonly force: boolean },
): Promise<Outcome> {
  const now = () => new Date()
  const ground = { database, audit: createRecorder(now), now }
  const { path, expiresAt } = await inviteFirstAdmin(ground, admin)
  const link = `${siteOf(config)}${path}`
  return {
    exitCode: EXIT.ok,
    json: { ok: true, link, expires_at: expiresAt.toISOString() },
    lines: [
      both({
        sw: `Mwaliko wa afisa wa kwanza wa e-GA: ${admin.name} <${admin.email}>`,
        en: `Invitation of the first e-GA officer: ${admin.name} <${admin.email}>`,
      }),
      '',
      `  ${link}`,
      '',
      both({
        sw: 'Kiungo kinatumika mara moja, ndani ya siku saba. Aliye nacho anakuwa msimamizi: usimpe mtu mwingine.',
        en: 'The link works once, within seven days. Whoever has it becomes the administrator: give it to nobody else.',
      }),
    ],
  }
}

const address = /^[^\s@]{1,64}@[^\s@]{1,185}\.[^\s@]{2,}$/

function readPerson({ email = '', name = '' }: Options) {
  const person = { email: email.trim().toLowerCase(), name: name.trim() }
  if (address.test(person.email) && person.name.length >= 2 && person.name.length <= 200) {
    return person
  }
  throw new CommandFault({
    sw: 'Andika: admin create --email jina@ega.go.tz --name "Jina Kamili"',
    en: 'Write: admin create --email name@ega.go.tz --name "Full Name"',
  })
}

/** DATABASE_URL, or the database that a running `up` keeps in its data folder. */
function databaseUrl(config: UpConfig): string {
  const { databaseUrl: given, ports } = config
  if (given !== undefined) return given
  const passwordFile = `${foldersOf(config).database}.password`
  if (!existsSync(passwordFile) || ports.database === undefined) throw notRunning()
  const password = readFileSync(passwordFile, 'utf8').trim()
  return `postgres://postgres:${password}@127.0.0.1:${ports.database.number}/postgres`
}

/** As people reach the portal; this machine's own address unless said otherwise. */
function siteOf({ env, ports }: UpConfig): string {
  const said = env['PLATFORM_PUBLIC_URL']
  return (said ?? `http://127.0.0.1:${ports.portal.number}`).replace(/\/+$/, '')
}

function faultOf(cause: unknown): unknown {
  if (isUnavailable(cause)) return notRunning({ cause })
  // 42P01, 3F000: the platform has never run against this database.
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (['42P01', '3F000'].includes(code)) return notRunning({ cause })
  if (!(cause instanceof Problem)) return cause
  const { sw, en } = cause.kind.title
  return new CommandFault(
    {
      sw: `${sw}. Yeye ndiye anayealika wengine; ukiwa na sababu, ongeza --force (itaandikwa kwenye kumbukumbu za ukaguzi).`,
      en: `${en}. That officer invites the others; with a reason, add --force (the audit log records it).`,
    },
    EXIT.wrong,
    { cause },
  )
}

function notRunning(options?: ErrorOptions): CommandFault {
  return new CommandFault(
    {
      sw: 'Hifadhidata haipatikani. Washa kwanza (npm start), au toa DATABASE_URL ya jukwaa.',
      en: 'The database cannot be reached. Start first (npm start), or give the platform’s DATABASE_URL.',
    },
    EXIT.notStarted,
    options,
  )
}
