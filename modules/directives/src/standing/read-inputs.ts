import type { Database, Db } from '@mtandao/pg'
import type { Inputs } from '../engine/assess.ts'
import { selectExemptions } from '../keeping/exemption-store.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { RegisterView } from '../model.ts'
import { selectRuleSets } from '../publishing/rule-set-store.ts'
import { ruleSetOn } from './rule-set-on.ts'

/** All that results of a day are made of, but the facts; of one moment. Undefined: no rule set is in force. */
export async function readInputs(
  {
    database,
    now,
    readRegister,
  }: {
    readonly database: Database
    readonly now: () => Date
    readonly readRegister: (db: Db, today: string) => Promise<RegisterView>
  },
  day: string,
): Promise<Inputs | undefined> {
  return await database.transact(
    async (db) => {
      const ruleSet = ruleSetOn(await selectRuleSets(db), day)
      if (!ruleSet) return undefined
      const obligations = await selectObligations(db, day)
      const exemptions = await selectExemptions(db, now())
      return { ruleSet, obligations, exemptions, register: await readRegister(db, day) }
    },
    { isolation: 'repeatable read' },
  )
}
