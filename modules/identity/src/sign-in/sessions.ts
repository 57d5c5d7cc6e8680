import type { Text } from '@mtandao/problem'
import { findTokenHolder } from '../account/token-store.ts'
import { tokenPrefix } from '../account/api-tokens.ts'
import { idleMs, sessionMs } from '../auth/auth.ts'
import type { SecondFactor } from '../auth/arrival.ts'
import { authHeaders, hasSessionCookie } from '../auth/cookies.ts'
import { findSession, renewSession } from '../auth/session-store.ts'
import type { Actor } from '../contract.ts'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { digestOf } from '../link-token.ts'
import { actorFrom } from '../people/actor.ts'
import { selectHeld, type HeldRow } from '../people/appointment-store.ts'

/** Somebody in this browser, who may or may not be allowed to act yet. */
export interface OpenSession {
  readonly id: string
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly demo: boolean
  /** Has a second factor set up. */
  readonly enrolled: boolean
  readonly secondFactor: SecondFactor
  readonly boundTo: string | null
  readonly institution: string | null
}

/** The session of this browser, moved on by its use; nobody acts by it while its second factor is `none`. */
export async function sessionOf(
  ground: Ground,
  headers: Headers,
): Promise<OpenSession | undefined> {
  if (!hasSessionCookie(headers)) return undefined
  const { database, auth, now, demo } = ground
  const found = await auth()
    .api.getSession({ headers: authHeaders(headers, '') })
    .catch(async (error: unknown) => {
      // better-auth does not say why. Asked ourselves, a database that is away says so, and is no defect.
      await database.rows('select 1')
      throw error
    })
  if (!found) return undefined
  const row = await findSession(database, found.session.id)
  const at = now()
  if (!row || row.created_at.getTime() + sessionMs <= at.getTime()) return undefined
  // Left over from a demo, or opened in one: worth nothing outside of it.
  if (!demo && (row.demo || row.second_factor === 'demo')) return undefined
  const end = Math.min(at.getTime() + idleMs, row.created_at.getTime() + sessionMs)
  if (at.getTime() - row.updated_at.getTime() > 60_000) {
    await renewSession(database, row.id, at, new Date(end))
  }
  return {
    id: row.id,
    person: { id: row.person, name: row.name, email: row.email },
    demo: row.demo,
    enrolled: row.enrolled,
    secondFactor: row.second_factor,
    boundTo: row.bound_to,
    institution: row.institution,
  }
}

/** Who acts: by the browser's session or by an API token. Whoever shows a token that is no good is nobody. */
export async function actorOf(ground: Ground, headers: Headers): Promise<Actor | undefined> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return await actorByToken(ground, authorization)
  const session = await sessionOf(ground, headers)
  if (!session || session.secondFactor === 'none') return undefined
  const { person, boundTo, institution } = session
  return await actorIn(ground, person, institution, boundTo)
}

const bearer = /^Bearer (mtk_[A-Za-z0-9_-]{43})$/i

async function actorByToken(ground: Ground, authorization: string): Promise<Actor | undefined> {
  const token = bearer.exec(authorization)?.[1]
  if (!token?.startsWith(tokenPrefix)) return undefined
  const holder = await findTokenHolder(ground.database, digestOf(token), ground.now())
  if (!holder || (holder.demo && !ground.demo)) return undefined
  const { person: id, name, email, institution } = holder
  return await actorIn(ground, { id, name, email }, institution, institution)
}

/** @param only the one institution that a token or an institution's own sign-in is good for */
async function actorIn(
  ground: Ground,
  person: Actor['person'],
  chosen: string | null,
  only: string | null,
): Promise<Actor | undefined> {
  const held = await heldBy(ground, person.id, only)
  const names = await namesOf(ground, held)
  return actorFrom(person, held, chosen, (id) => names.get(id) ?? { sw: id, en: id })
}

/** As owner: who somebody is comes before any scope. */
export async function heldBy(
  ground: Ground,
  person: string,
  only: string | null,
): Promise<HeldRow[]> {
  const held = await selectHeld(ground.database, person, dayOf(ground.now()))
  return only === null ? held : held.filter(({ institution }) => institution === only)
}

async function namesOf(
  { register, database }: Ground,
  held: readonly HeldRow[],
): Promise<ReadonlyMap<string, Text>> {
  if (held.length === 0) return new Map()
  return await register.institutionNames(database, [
    ...new Set(held.map(({ institution }) => institution)),
  ])
}
