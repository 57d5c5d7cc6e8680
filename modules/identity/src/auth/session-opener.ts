import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { secondFactors } from './arrival.ts'

/** What better-auth keeps to itself and we need: server-side only, nothing of it has an address. */
export function sessionOpener() {
  return {
    id: 'session-opener',
    endpoints: {
      /** Opens a session for somebody who has proved enough, and sets its cookie. */
      openSession: createAuthEndpoint.serverOnly(
        {
          method: 'POST',
          body: z.object({
            person: z.string(),
            secondFactor: z.enum(secondFactors),
            boundTo: z.string().nullable(),
          }),
        },
        async (ctx) => {
          const { person, secondFactor, boundTo } = ctx.body
          const user = await ctx.context.internalAdapter.findUserById(person)
          if (!user) throw new Error(`invariant: there is no person ${person}`)
          const session = await ctx.context.internalAdapter.createSession(user.id, false, {
            secondFactor,
            boundTo,
          })
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ id: session.id })
        },
      ),
      /** Who has given the password and owes the second factor. */
      challenged: createAuthEndpoint.serverOnly(
        { method: 'POST', requireHeaders: true },
        async (ctx) => {
          const { name } = ctx.context.createAuthCookie('two_factor')
          const identifier = await ctx.getSignedCookie(name, ctx.context.secret)
          if (!identifier) return ctx.json(null)
          const found = await ctx.context.internalAdapter.findVerificationValue(identifier)
          const open = found && found.expiresAt > new Date()
          return ctx.json(open ? { person: found.value } : null)
        },
      ),
    },
  } satisfies BetterAuthPlugin
}
