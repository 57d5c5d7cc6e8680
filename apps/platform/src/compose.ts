import { auditMigrations } from '@mtandao/audit'
import { directivesMigrations, seedDemoDirectives } from '@mtandao/directives'
import {
  adoptEnrolledAgreements,
  adoptEnrolledServices,
  exchangeMigrations,
  runAgreementTurns,
  seedDemoAgreements,
  seedDemoJoining,
} from '@mtandao/exchange'
import { factsMigrations } from '@mtandao/facts'
import { joinWebs } from '@mtandao/http'
import { identityMigrations } from '@mtandao/identity'
import { migrate, requireServer } from '@mtandao/pg'
import { registerMigrations, seedDemoRegister, watchFindings } from '@mtandao/register'
import { createApp } from './app.ts'
import { composeModules } from './compose-modules.ts'
import type { Config } from './config.ts'
import { openDemoMail } from './demo-mail.ts'
import { createDesk } from './desk.ts'
import { followEnrolment } from './follow-enrolment.ts'
import { createFront } from './front.ts'
import { ownWeb } from './own-web.ts'
import { runDirectives } from './run-directives.ts'
import { untilReachable } from './until-reachable.ts'

/** The modules behind one HTTP server, and what runs by itself beside it. */
export function compose(config: Config) {
  const modules = composeModules(config)
  const { log, now, database, register, audit, identity, exchange } = modules
  const { registerDeps, exchangeDeps } = modules
  const { demo, gatewayUrl, publicUrl } = config

  const front = createFront({ database, register, exchange })
  const desk = createDesk({ exchange: exchangeDeps, directives: modules.directivesDeps })
  const demoMail = demo ? openDemoMail(config.demoMailUrl) : undefined
  const { operations } = modules.web
  const own = ownWeb({ front, desk, gatewayUrl, operations, publicUrl, demoMail })
  const web = joinWebs(own, modules.web)
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
    log: modules.logFor('http'),
  })

  const migrations = [
    identityMigrations,
    auditMigrations,
    registerMigrations,
    exchangeMigrations,
    factsMigrations,
    directivesMigrations,
  ]

  /** What an enrolment brought gets the papers that people's own doings have. */
  const adopt = async (): Promise<void> => {
    await adoptEnrolledServices({ database, register, now })
    await adoptEnrolledAgreements({ database, register, now })
    if (!demo) return
    await seedDemoRegister(registerDeps)
    await identity.seedDemo()
    await seedDemoAgreements(exchangeDeps)
    await seedDemoJoining(exchangeDeps)
    await seedDemoDirectives({ ...modules.directivesDeps, identity })
  }

  /** Everything that runs by itself, until the signal. The pages are served meanwhile and say what is missing. */
  const run = async (signal: AbortSignal): Promise<void> => {
    const prepared = await untilReachable(log, signal, async () => {
      await requireServer(database)
      await migrate(database, migrations, (name) => log.info('migration-applied', { name }))
    })
    if (!prepared) return
    // In a demonstration somebody waits in front of it.
    const findingsEveryMs = demo ? 5_000 : 60_000
    const onFailure = (error: unknown) => log.error('findings-not-refreshed', { error })
    await Promise.all([
      exchange.publish(signal),
      exchange.index(signal),
      audit.run(signal),
      identity.run(signal),
      runAgreementTurns(exchangeDeps, signal),
      watchFindings({ ...registerDeps, onFailure }, signal, findingsEveryMs),
      runDirectives(modules, demo, signal),
      followEnrolment({ file: config.enrolmentFile, exchange, adopt, log, signal }),
    ])
  }
  const close = async (): Promise<void> => {
    await identity.close()
    await database.close()
  }
  return { app, web, log, run, close }
}
