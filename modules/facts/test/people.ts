import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Act, Audit } from '@mtandao/audit/contract'
import type { Actor, Role } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import { createFacts } from '../src/index.ts'

const text = (word: string) => ({ sw: word, en: word })

/** A person as identity would make them for a request; `also`: institutions they are appointed in besides. */
export function person(
  institution: string,
  role: Role,
  { id = `${institution}-${role}`, suspended = false, also = [] as readonly string[] } = {},
): Actor {
  const appointments = [institution, ...also].map((one) => ({
    id: `${id}-${one}`,
    institution: one,
    institutionName: text(one),
    role,
    from: '2026-01-01',
    to: null,
  }))
  return {
    person: { id, name: 'Asha Mfano', email: 'asha@mfano.go.tz' },
    institution,
    institutionName: text(institution),
    roles: [role],
    appointments,
    suspended,
  }
}

export const maji = person('maji', 'ict-officer')
export const fedha = person('fedha', 'ict-officer')
export const ega = person('ega', 'ega-officer')

/** The module in a world of its own: a folder, a clock, and the acts that were recorded. */
export function factsWorld(database: Database, start: string) {
  const acts: Act[] = []
  const audit: Audit = {
    record: async (db, _who, act) => {
      await db.rows('select 1')
      acts.push(act)
    },
  }
  const clock = { now: new Date(start) }
  const dataDir = mkdtempSync(join(tmpdir(), 'facts-'))
  let told = 0
  const onRecorded = () => (told += 1)
  const facts = createFacts({ database, audit, dataDir, now: () => clock.now, onRecorded })
  return { facts, acts, clock, dataDir, told: () => told }
}
