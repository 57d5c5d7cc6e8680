import type { Act } from '@mtandao/audit/contract'
import { createFacts, factsMigrations } from '@mtandao/facts'
import type { Actor, Role } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations, registerSeen } from '@mtandao/register'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createStandings,
  directivesMigrations,
  seedThirdSession,
  type DirectivesDeps,
} from '../src/index.ts'
import type { RegisterView } from '../src/model.ts'

/** Register, facts and directives over one real database; the audit is a list. Nothing is on the bus. */
export async function directivesGround(now: () => Date) {
  const made = await testDatabase([registerMigrations, factsMigrations, directivesMigrations])
  const { database } = made
  const dataDir = await mkdtemp(join(tmpdir(), 'directives-'))
  const acts: Act[] = []
  const audit = {
    record: async (_db: unknown, _who: unknown, act: Act) => {
      acts.push(act)
    },
  }
  const log = createLogger({ area: 'test', level: 'silent' })
  const register = createRegister(now)
  const facts = createFacts({ database, audit, dataDir, now })
  const readRegister = async (
    db: Parameters<typeof registerSeen.systems>[0],
    today: string,
  ): Promise<RegisterView> => {
    const systems = Map.groupBy(await registerSeen.systems(db, today), (one) => one.institution)
    return {
      institutions: (await registerSeen.institutions(db, today)).map(({ id, kind }) => ({
        id,
        kind,
        systems: (systems.get(id) ?? []).map((one) => ({ ...one, onBus: false })),
      })),
    }
  }
  const standings = createStandings({ database, facts, now, log, readRegister })
  const deps: DirectivesDeps = {
    database,
    audit,
    now,
    register,
    facts,
    standings,
    publicUrl: 'http://portal.example',
    log,
  }
  await seedThirdSession(deps)
  await standings.refresh()
  return {
    deps,
    database,
    facts,
    standings,
    acts,
    async [Symbol.asyncDispose]() {
      await made.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A person of an institution, as a use case is told of them. */
export function personOf(institution: string, roles: readonly Role[], suspended = false): Actor {
  return {
    person: {
      id: `${institution}-${roles.join('-')}`,
      name: 'Mtu wa Mfano',
      email: 'mtu@mfano.go.tz',
    },
    institution,
    institutionName: { sw: institution, en: institution },
    roles,
    appointments: [],
    suspended,
  }
}
