import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditMigrations, auditWeb, createAudit } from '@mtandao/audit'
import {
  adoptEnrolledAgreements,
  adoptEnrolledServices,
  createExchange,
  exchangeMigrations,
  exchangeWeb,
  lastSeen,
  runAgreementTurns,
  seedDemoAgreements,
} from '@mtandao/exchange'
import { joinWebs } from '@mtandao/http'
import { createIdentity, identityMigrations, identityWeb } from '@mtandao/identity'
import { createLogger, type Logger } from '@mtandao/log'
import { migrate, openDatabase, requireServer } from '@mtandao/pg'
import {
  createRegister,
  registerMigrations,
  registerWeb,
  seedDemoRegister,
  watchFindings,
} from '@mtandao/register'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createDesk } from './desk.ts'
import { followEnrolment } from './follow-enrolment.ts'
import { createFront } from './front.ts'
import { openSigningKey, readSealingKey } from './keys.ts'
import { ownWeb } from './own-web.ts'
import { untilReachable } from './until-reachable.ts'

/** The only place where modules meet. Reading it top to bottom gives the order of dependence. */
export function compose(config: Config) {
  const logFor = (area: string): Logger => createLogger({ area, level: config.logLevel })
  const log = logFor('platform')
  const now = () => new Date()
  const { demo, gatewayUrl, sandboxUrl, publicUrl } = config
  const database = openDatabase({
    url: config.databaseUrl,
    poolSizeMax: 20,
    applicationName: 'mtandao-platform',
    onConnectionLost: (error) => log.warn('database-connection-lost', { why: error.message }),
  })
  const signingKey = openSigningKey(config.dataDir)
  const sealingKey = readSealingKey(config.sealingKeyFile)

  const register = createRegister(now)
  const audit = createAudit({
    database,
    now,
    dataDir: join(config.dataDir, 'audit'),
    log: logFor('audit'),
  })
  const identity = createIdentity({
    database,
    databaseUrl: config.databaseUrl,
    register,
    audit,
    now,
    dataDir: config.dataDir,
    publicUrl,
    demo,
    smtpUrl: config.smtpUrl,
    log: logFor('identity'),
  })
  const exchange = createExchange({
    database,
    register,
    now,
    signingKey,
    sealingKey,
    gatewayOpsUrls: config.gatewayOpsUrls,
    sandboxOpsUrls: config.sandboxOpsUrls,
    simulatorUrl: `http://127.0.0.1:${config.port}/internal/simulator`,
    // The demo country listens on this machine.
    ...(demo && { allowedNetworks: ['127.0.0.0/8', '::1/128'] }),
    log: logFor('exchange'),
  })

  const registerDeps = { database, audit, sightings: { lastSeen }, now }
  const exchangeDeps = {
    database,
    register,
    identity,
    audit,
    now,
    signingKey,
    sealingKey,
    gatewayUrl,
    sandboxUrl,
    gatewayOpsUrls: config.gatewayOpsUrls,
    sandboxOpsUrls: config.sandboxOpsUrls,
    ...(demo && { allowedNetworks: ['127.0.0.0/8', '::1/128'] }),
    opsToken: config.opsTokenFile && readFileSync(config.opsTokenFile, 'utf8').trim(),
    log: logFor('exchange'),
  }
  const modules = joinWebs(
    identityWeb(identity.ground),
    auditWeb(audit, (ids) => register.institutionNames(database, ids)),
    registerWeb(registerDeps),
    exchangeWeb(exchangeDeps),
  )
  const front = createFront({ database, register, exchange })
  const desk = createDesk({ exchange: exchangeDeps })
  const web = joinWebs(ownWeb({ front, desk, gatewayUrl, operations: modules.operations }), modules)
  const app = createApp({
    web,
    actorOf: identity.actorOf,
    keptForms: identity.keptForms,
    authHandler: identity.authHandler,
    auditTile: async (path, headers) => audit.fetchTile(path, await identity.actorOf(headers)),
    exchange,
    front,
    database,
    demo,
    publicUrl,
    trustedProxies: config.trustedProxies,
    pseudoLanguage: config.pseudoLanguage,
    log: logFor('http'),
  })

  const migrations = [identityMigrations, auditMigrations, registerMigrations, exchangeMigrations]

  /** What an enrolment brought gets the papers that people's own doings have. */
  const adopt = async (): Promise<void> => {
    await adoptEnrolledServices({ database, register, now })
    await adoptEnrolledAgreements({ database, register, now })
    if (!demo) return
    await seedDemoRegister(registerDeps)
    await identity.seedDemo()
    await seedDemoAgreements(exchangeDeps)
  }

  /** Everything that runs by itself, until the signal. The pages are served meanwhile and say what is missing. */
  const run = async (signal: AbortSignal): Promise<void> => {
    const prepared = await untilReachable(log, signal, async () => {
      await requireServer(database)
      await migrate(database, migrations, (name) => log.info('migration-applied', { name }))
    })
    if (!prepared) return
    const onFailure = (error: unknown) => log.error('findings-not-refreshed', { error })
    await Promise.all([
      exchange.publish(signal),
      exchange.index(signal),
      audit.run(signal),
      identity.run(signal),
      runAgreementTurns(exchangeDeps, signal),
      watchFindings({ ...registerDeps, onFailure }, signal),
      followEnrolment({ file: config.enrolmentFile, exchange, adopt, log, signal }),
    ])
  }
  const close = async (): Promise<void> => {
    await identity.close()
    await database.close()
  }
  return { app, web, log, run, close }
}
