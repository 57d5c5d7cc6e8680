import type { Database } from '@mtandao/pg'
import { symmetricDecrypt } from 'better-auth/crypto'
import type { GenericOAuthConfig } from 'better-auth/plugins'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import { problem } from '../problems.ts'
import { providerWord } from './arrival.ts'
import type { Auth } from './auth.ts'
import { discover, discoveryUrl, fetchJson, type Discovered } from './discovery.ts'
import { findProvider, isAppointed, type ProviderRow } from './provider-store.ts'

/** Institutions' own providers: an instance of better-auth for each, made when somebody first comes by it. */
export interface Providers {
  /** @throws Problem `identity.not-found`, `identity.provider-away`, `identity.provider-invalid` */
  authFor(institution: string): Promise<Auth>
  /** Its settings changed. */
  forget(institution: string): void
}

export interface ProvidersOptions {
  readonly database: Database
  readonly now: () => Date
  /** The plain instance, and one with a provider. */
  readonly auth: () => Auth
  readonly createAuth: (provider: GenericOAuthConfig) => Auth
}

/** What a provider says of itself is asked for again after this long. */
const freshMs = 10 * 60_000

export const providerIdOf = (institution: string) => `institution-${institution}`

export function createProviders(options: ProvidersOptions): Providers {
  const { database, now, createAuth } = options
  const made = new Map<
    string,
    { readonly auth: Auth; readonly setAt: number; readonly until: number }
  >()
  return {
    authFor: async (institution) => {
      // As owner: nobody is signed in yet.
      const row = await findProvider(database, institution)
      if (!row) throw problem('not-found')
      const kept = made.get(institution)
      const at = now().getTime()
      if (kept && kept.setAt === row.setAt.getTime() && kept.until > at) return kept.auth
      const discovered = await discover(row.issuer)
      const auth = createAuth(await configOf(options, row, discovered))
      const { socialProviders } = await auth.$context
      if (!socialProviders.some(({ id }) => id === providerIdOf(institution))) {
        throw problem('provider-away')
      }
      made.set(institution, { auth, setAt: row.setAt.getTime(), until: at + freshMs })
      return auth
    },
    forget: (institution) => void made.delete(institution),
  }
}

async function configOf(
  { auth, database, now }: ProvidersOptions,
  { institution, issuer, clientId, clientSecret }: ProviderRow,
  discovered: Discovered,
): Promise<GenericOAuthConfig> {
  const { secretConfig } = await auth().$context
  return {
    providerId: providerIdOf(institution),
    discoveryUrl: discoveryUrl(issuer),
    requireIdTokenVerification: true,
    clientId,
    clientSecret: await symmetricDecrypt({ key: secretConfig, data: clientSecret }),
    pkce: true,
    scopes: ['openid', 'email', 'profile'],
    disableSignUp: true,
    disableImplicitSignUp: true,
    authentication: 'basic',
    getUserInfo: async ({ idToken, accessToken }) => {
      // better-auth has verified signature, issuer, audience, expiry and nonce by now.
      const claims = readClaims(idToken)
      if (!claims) return null
      const word =
        claims.email === undefined ? await askUserInfo(discovered, accessToken, claims.sub) : claims
      if (word?.email === undefined || word.email_verified !== true) return null
      const email = word.email.toLowerCase()
      // Nobody signs up by a provider, and it vouches for its own institution's people only.
      if (!(await isAppointed(database, email, institution, dayOf(now())))) return null
      const here = providerWord.getStore()
      if (here) here.multiFactor = claims.amr?.includes('mfa') === true
      return { id: claims.sub, sub: claims.sub, email, emailVerified: true, name: '' }
    },
  }
}

const claimsShape = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional(),
  email_verified: z.boolean().optional(),
  /** RFC 8176: `mfa` when more than one factor was used. */
  amr: z.array(z.string()).optional(),
})
type Claims = z.output<typeof claimsShape>

/** The claims of an ID token that was verified already. */
function readClaims(idToken: string | undefined): Claims | undefined {
  const [, payload = ''] = idToken?.split('.') ?? []
  try {
    return claimsShape.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
      .data
  } catch {
    return undefined
  }
}

/** OpenID Connect Core 5.3.2: an answer about another subject than the ID token's is not used. */
async function askUserInfo(
  { userinfo_endpoint: url }: Discovered,
  accessToken: string | undefined,
  subject: string,
): Promise<Claims | undefined> {
  if (url === undefined || accessToken === undefined) return undefined
  const body = await fetchJson(url, { authorization: `Bearer ${accessToken}` })
  const claims = claimsShape.safeParse(body).data
  return claims?.sub === subject ? claims : undefined
}
