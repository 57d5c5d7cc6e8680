import { passkey } from '@better-auth/passkey'
import type { Logger } from '@mtandao/log'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { genericOAuth, twoFactor, type GenericOAuthConfig } from 'better-auth/plugins'
import type { Pool } from 'pg'
import { sessionOpener } from './session-opener.ts'
import { arrivalOf } from './arrival.ts'
import { personHeld } from './passkey-rules.ts'

/** Minutes without a request after which a session ends, and hours after which it ends in any case. */
export const idleMs = 60 * 60 * 1000
export const sessionMs = 12 * 60 * 60 * 1000
const challengeSeconds = 10 * 60

export const addressHeader = 'x-mtandao-address'
/** The name of the country's portal, as authenticator apps list it. */
const appName = 'Serikali Mtandao'

export interface AuthOptions {
  readonly pool: Pool
  readonly secret: string
  /** As people reach us: `https://mtandao.go.tz`. */
  readonly publicUrl: string
  readonly log: Logger
  readonly now: () => Date
  /** One institution's own provider; each has an instance of its own. */
  readonly provider?: GenericOAuthConfig
}

export type Auth = ReturnType<typeof createAuth>

/** better-auth over our tables: it makes and checks passwords, second factors, passkeys and session cookies, and nothing else. */
export function createAuth(options: AuthOptions) {
  const { pool, secret, publicUrl, now, provider } = options
  const { hostname, origin } = new URL(publicUrl)
  return betterAuth({
    appName,
    baseURL: origin,
    basePath: '/auth',
    secret,
    database: pool,
    ...tables,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
    },
    account: {
      ...tables.account,
      accountLinking: { enabled: true },
      updateAccountOnSignIn: false,
    },
    session: {
      ...tables.session,
      expiresIn: sessionMs / 1000,
      disableSessionRefresh: true,
    },
    verification: { ...tables.verification, storeIdentifier: 'hashed' },
    databaseHooks: hooks(now),
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: loggerFor(options.log),
    onAPIError: { errorURL: `${origin}/sign-in` },
    advanced: {
      cookiePrefix: 'mtandao',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({
        issuer: appName,
        twoFactorCookieMaxAge: challengeSeconds,
        // Our own counter says until when, holds over restarts and counts recovery codes too.
        accountLockout: { enabled: false },
        schema: twoFactorTables,
      }),
      passkey({
        rpName: appName,
        rpID: hostname,
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) =>
            personHeld(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) =>
            personHeld(verification.authenticationInfo.userVerified),
        },
        schema: passkeyTable,
      }),
      sessionOpener(),
      ...(provider ? [genericOAuth({ config: [provider] })] : []),
    ],
  })
}

/** What happens to rows of better-auth on their way into the tables. */
function hooks(now: () => Date) {
  return {
    session: {
      create: {
        before: (session, context) => {
          const { secondFactor, boundTo } = arrivalOf(context?.path, session)
          const expiresAt = new Date(now().getTime() + idleMs)
          return Promise.resolve({ data: { ...session, expiresAt, secondFactor, boundTo } })
        },
      },
    },
    account: {
      create: {
        // Nothing is ever asked of an institution's provider again: its tokens are not kept.
        before: (account) =>
          Promise.resolve({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
      },
    },
  } satisfies BetterAuthOptions['databaseHooks']
}

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

const tables = {
  user: { modelName: 'person', fields: { ...dates, emailVerified: 'email_verified' } },
  session: {
    modelName: 'session',
    fields: {
      ...dates,
      userId: 'person',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    additionalFields: {
      secondFactor: { type: 'string', required: false, input: false, fieldName: 'second_factor' },
      boundTo: { type: 'string', required: false, input: false, fieldName: 'bound_to' },
    },
  },
  account: {
    modelName: 'account',
    fields: {
      ...dates,
      userId: 'person',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'verification', fields: { ...dates, expiresAt: 'expires_at' } },
} as const

const twoFactorTables = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'second_factor',
    fields: {
      userId: 'person',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const

const passkeyTable = {
  passkey: {
    fields: {
      userId: 'person',
      publicKey: 'public_key',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const

/** Wrong passwords are ordinary: only what better-auth calls an error is worth a line, and never its arguments. */
function loggerFor(log: Logger) {
  return {
    level: 'error' as const,
    log: (_level: string, message: string) => log.warn('better-auth', { message }),
  }
}
