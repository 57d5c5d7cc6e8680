import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga, requireOwnVoice } from '../keepers.ts'
import { grantExemption } from '../keeping/grant-exemption.ts'
import { answerReply, replyToResult } from '../keeping/reply-to-result.ts'
import { problem } from '../problems.ts'
import { getResult, type ResultAsked } from './find-result.ts'
import { selectReplies } from './reply-list-store.ts'

/** Acts upon a result that stands: what an institution does not owe is not there to be replied to, let off or answered. */

/** Replies to one result that may wait for an answer. */
const waitingMax = 5

/** @returns the id of the reply */
export async function replyToOwn(
  deps: DirectivesDeps,
  actor: Actor,
  { words, ...asked }: Omit<ResultAsked, 'institution'> & { readonly words: string },
): Promise<string> {
  requireOwnVoice(actor)
  const { institution } = actor
  const within = deps.database.within(scopeOf(actor))
  const { work } = await getResult(deps, within, { institution, ...asked })
  const waiting = (await selectReplies(within, work)).filter(({ answer }) => answer === null)
  if (waiting.length >= waitingMax) throw problem('replies-waiting', { extra: { field: 'words' } })
  return await replyToResult(deps, actor, {
    obligation: work.obligation,
    period: work.period,
    words,
  })
}

export async function exemptUntil(
  deps: DirectivesDeps,
  actor: Actor,
  { until, reason, ...asked }: ResultAsked & { readonly until: string; readonly reason: string },
): Promise<void> {
  requireEga(actor)
  const { work } = await getResult(deps, deps.database.within(scopeOf(actor)), asked)
  const { institution, obligation } = work
  await grantExemption(deps, actor, { institution, obligation, until, reason })
  await deps.standings.refresh()
}

export async function answerTheirReply(
  deps: DirectivesDeps,
  actor: Actor,
  { reply, words, ...asked }: ResultAsked & { readonly reply: string; readonly words: string },
): Promise<void> {
  requireEga(actor)
  const within = deps.database.within(scopeOf(actor))
  const { work } = await getResult(deps, within, asked)
  const said = await selectReplies(within, work)
  if (!said.some(({ id }) => id === reply)) throw problem('not-found')
  await answerReply(deps, actor, { reply, words })
}
