import { randomUUID } from 'node:crypto'
import { EGA, scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { belongsTo, requireEga, requireOwnVoice } from '../keepers.ts'
import { problem } from '../problems.ts'
import { answerDueDay } from '../owed/answer-clock.ts'
import { getAnswerDays } from '../owed/answer-days-store.ts'
import { dayAt } from '../quarter.ts'
import { id, quarterId, words } from '../shapes.ts'
import { findReply, insertAnswer, insertReply } from './reply-store.ts'
import { selectObligations } from './session-store.ts'

export const resultReply = z.strictObject({
  obligation: id,
  period: quarterId.nullable(),
  words: words(4_000),
})

/** An institution says what it has to say to a result of its own; e-GA's clock begins. @returns the id of the reply */
export async function replyToResult(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof resultReply>,
): Promise<string> {
  requireOwnVoice(actor)
  const at = deps.now()
  const reply = randomUUID()
  const today = dayAt(at.getTime())
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const known = await selectObligations(db, today)
    if (!known.some((one) => one.id === given.obligation)) throw problem('not-found')
    const { institution } = actor
    const answerDue = answerDueDay(at, (await getAnswerDays(db, today)).days)
    await insertReply(db, { ...given, id: reply, institution, by: actor.person.id, at, answerDue })
    await deps.audit.record(db, actor, {
      action: 'directives.result-replied',
      subject: { type: 'obligation', id: given.obligation },
      institutions: [institution],
      detail: { reply, answerDue },
    })
  })
  return reply
}

export const replyAnswer = z.strictObject({ reply: z.uuid(), words: words(4_000) })

export async function answerReply(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof replyAnswer>,
): Promise<void> {
  requireEga(actor)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const said = await findReply(db, given.reply)
    if (!said) throw problem('not-found')
    const { institution } = said
    // e-GA's officers answer each other's, for want of anybody above them.
    const isOwn = institution !== EGA && belongsTo(actor, institution)
    if (isOwn || said.by === actor.person.id) throw problem('not-yours')
    const row = { ...given, institution, by: actor.person.id, at: deps.now() }
    if (!(await insertAnswer(db, row))) throw problem('already-answered')
    await deps.audit.record(db, actor, {
      action: 'directives.reply-answered',
      subject: { type: 'reply', id: given.reply },
      institutions: [institution],
    })
  })
}
