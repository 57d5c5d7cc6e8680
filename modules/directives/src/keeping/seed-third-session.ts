import type { DirectivesDeps } from '../deps.ts'
import { contentHash } from '../publishing/content-hash.ts'
import { insertRuleSet } from '../publishing/rule-set-store.ts'
import { firstRuleSet } from '../seed/settings.ts'
import {
  acceptance,
  directiveOf,
  issuances,
  obligations,
  resolutions,
  thirdSession,
} from '../seed/third-session.ts'
import {
  insertAcceptance,
  insertDirective,
  insertIssuance,
  insertObligation,
  insertPresenters,
  insertResolution,
  insertSession,
} from './session-store.ts'

/** Puts the third working session into the database, once; done again it changes nothing. */
export async function seedThirdSession({ database, audit, now }: DirectivesDeps): Promise<void> {
  // As the owner: nobody is signed in, and sessions of the past are no person's to write.
  await database.transact(async (db) => {
    const { id, citation } = thirdSession
    if (!(await insertSession(db, thirdSession))) return
    await insertPresenters(db, id, thirdSession.presenters)
    for (const one of resolutions) {
      const directive = directiveOf(one.number)
      await insertResolution(db, { id: directive, session: id, citation }, one)
      const { office, holder, on, amended } = acceptance
      // The article gives the Swahili words; the English is ours and says so little as the title.
      const text = { sw: one.sentence, en: one.title.en }
      const hash = contentHash({ office, holder, on, text })
      await insertAcceptance(db, {
        resolution: directive,
        office,
        holder,
        on,
        text,
        amended,
        contentHash: hash,
        citation,
      })
      await insertDirective(db, { id: directive, resolution: directive, title: one.title })
    }
    for (const { number } of resolutions) {
      const mine = issuances.filter(({ directive }) => directive === directiveOf(number))
      for (const [at, one] of mine.entries())
        await insertIssuance(db, { ...one, number: at + 1 }, null)
    }
    for (const one of obligations)
      await insertObligation(db, one, { version: 1, from: acceptance.on })
    await insertRuleSet(db, firstRuleSet, { hash: contentHash(firstRuleSet), at: now() })
    await audit.record(
      db,
      { agent: 'terminal' },
      {
        action: 'directives.session-seeded',
        subject: { type: 'session', id },
        institutions: [],
        detail: { resolutions: resolutions.length, obligations: obligations.length },
      },
    )
  })
}
