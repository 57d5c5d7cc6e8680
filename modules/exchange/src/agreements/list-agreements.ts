import { scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { AgreementDeps } from './deps.ts'
import type { AgreementState } from './lifecycle.ts'
import { selectLines, type AgreementLine, type LineQuery } from './list-store.ts'

export interface AgreementSearch {
  readonly as: Exclude<LineQuery['as'], 'party'>
  readonly state?: AgreementState | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  /** 1–100. */
  readonly limit: number
}

/** Newest change first. `next` is given to `after` for the rest. */
export async function listAgreements(
  { database }: Pick<AgreementDeps, 'database'>,
  actor: Actor,
  { as, state, after, limit }: AgreementSearch,
): Promise<{ items: AgreementLine[]; next?: string }> {
  const lines = await selectLines(database.within(scopeOf(actor)), {
    // The policies say the same; said here, the indexes of both sides are used.
    as: as === 'all' && !seesCountry(actor) ? 'party' : as,
    state,
    after: after === undefined ? undefined : readCursor(after),
    institution: actor.institution,
    roles: actor.roles,
    limit: limit + 1,
  })
  const items = lines.slice(0, limit)
  const last = items.at(-1)
  return lines.length > limit && last
    ? { items, next: `${last.stateSince.getTime().toString(36)}~${last.id}` }
    : { items }
}

/** A cursor that was typed or cut off starts the list anew. */
function readCursor(text: string): { at: string; id: string } | undefined {
  const [, at = '', id = ''] = /^([0-9a-z]{1,9})~([A-Za-z0-9._-]{1,64})$/.exec(text) ?? []
  return id === '' ? undefined : { at: new Date(Number.parseInt(at, 36)).toISOString(), id }
}
