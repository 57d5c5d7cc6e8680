import { randomUUID } from 'node:crypto'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { insertAppointment, selectHeld } from '../people/appointment-store.ts'
import { insertPerson } from '../people/person-store.ts'
import { demoAccounts, demoPassword } from './accounts.ts'

/** Puts the demo's people there, once; what was done to them since (ended, suspended) stays. */
export async function seedDemo({ database, auth, now }: Ground): Promise<void> {
  const { password } = await auth().$context
  const at = now()
  for (const { id, name, email, appointments } of demoAccounts) {
    const held = await selectHeld(database, id, dayOf(at))
    if (held.length > 0) continue
    const passwordHash = await password.hash(demoPassword)
    await database.transact(async (db) => {
      if (!(await insertPerson(db, { id, name, email, passwordHash, demo: true, at }))) return
      for (const [institution, role] of appointments) {
        const from = dayOf(at)
        const made = { id: randomUUID(), person: id, institution, role, from, to: null, at }
        await insertAppointment(db, { ...made, madeBy: 'demo' })
      }
    })
  }
}
