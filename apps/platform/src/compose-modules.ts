import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditWeb, createAudit } from '@mtandao/audit'
import { createStandings, directivesWeb, type DirectivesDeps } from '@mtandao/directives'
import { createExchange, exchangeWeb, lastSeen } from '@mtandao/exchange'
import { createFacts, factsWeb } from '@mtandao/facts'
import { joinWebs } from '@mtandao/http'
import { createIdentity, identityWeb } from '@mtandao/identity'
import { createLogger, type Logger } from '@mtandao/log'
import { openDatabase, type Database } from '@mtandao/pg'
import { createRegister, registerWeb } from '@mtandao/register'
import type { Config } from './config.ts'
import { factsPages } from './facts-pages.ts'
import { openSigningKey, readSealingKey } from './keys.ts'
import { registerView } from './seen-by-facts.ts'

/** The demo country listens on this machine. */
const demoNetworks = { allowedNetworks: ['127.0.0.0/8', '::1/128'] }

/** The only place where modules meet. Reading it top to bottom gives the order of dependence. */
export function composeModules(config: Config) {
  const logFor = (area: string): Logger => createLogger({ area, level: config.logLevel })
  const log = logFor('platform')
  const now = () => new Date()
  const { demo, dataDir, gatewayOpsUrls, sandboxOpsUrls } = config
  const database = openStore(config, log)
  const signingKey = openSigningKey(dataDir)
  const sealingKey = readSealingKey(config.sealingKeyFile)

  const register = createRegister(now)
  const audit = createAudit({
    database,
    now,
    dataDir: join(dataDir, 'audit'),
    log: logFor('audit'),
  })
  const identity = createIdentity({
    database,
    databaseUrl: config.databaseUrl,
    register,
    audit,
    now,
    dataDir,
    publicUrl: config.publicUrl,
    demo,
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    log: logFor('identity'),
  })
  const ofBus = { database, register, now, signingKey, sealingKey, gatewayOpsUrls, sandboxOpsUrls }
  const exchange = createExchange({
    ...ofBus,
    simulatorUrl: `http://127.0.0.1:${config.port}/internal/simulator`,
    ...(demo && demoNetworks),
    log: logFor('exchange'),
  })

  const registerDeps = { database, audit, sightings: { lastSeen }, now }
  const exchangeDeps = {
    ...ofBus,
    identity,
    audit,
    gatewayUrl: config.gatewayUrl,
    sandboxUrl: config.sandboxUrl,
    ...(demo && demoNetworks),
    opsToken: config.opsTokenFile && readFileSync(config.opsTokenFile, 'utf8').trim(),
    log: logFor('exchange'),
  }
  const { facts, standings, directivesDeps } = composeDirectives(dataDir, {
    ...registerDeps,
    register,
    letters: identity.letters,
    publicUrl: config.publicUrl,
    log: logFor('directives'),
  })
  const web = joinWebs(
    identityWeb(identity.ground),
    auditWeb(audit, (ids) => register.institutionNames(database, ids)),
    registerWeb(registerDeps),
    exchangeWeb(exchangeDeps),
    directivesWeb(directivesDeps),
    factsWeb(factsPages({ facts, database, register, identity, standings, now })),
  )
  return {
    log,
    logFor,
    now,
    database,
    register,
    audit,
    identity,
    exchange,
    facts,
    standings,
    registerDeps,
    exchangeDeps,
    directivesDeps,
    web,
  }
}

/** What is known, and what follows from it: what a person says shows in results at once, without waiting for the next round. */
function composeDirectives<Around extends Omit<DirectivesDeps, 'facts' | 'standings'>>(
  dataDir: string,
  around: Around,
) {
  const { database, audit, now, log } = around
  const facts = createFacts({
    database,
    audit,
    now,
    dataDir: join(dataDir, 'facts'),
    onRecorded: () => {
      standings.refresh().catch((error: unknown) => log.warn('standings-not-refreshed', { error }))
    },
  })
  const standings = createStandings({ database, facts, now, readRegister: registerView, log })
  return { facts, standings, directivesDeps: { ...around, facts, standings } }
}

function openStore({ databaseUrl }: Config, log: Logger): Database {
  return openDatabase({
    url: databaseUrl,
    poolSizeMax: 20,
    applicationName: 'mtandao-platform',
    onConnectionLost: (error) => log.warn('database-connection-lost', { why: error.message }),
  })
}
