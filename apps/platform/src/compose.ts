import { createExchange, exchangeMigrations } from '@mtandao/exchange'
import { createLogger, type Logger } from '@mtandao/log'
import { migrate, openDatabase, requireServer } from '@mtandao/pg'
import { createRegister, registerMigrations } from '@mtandao/register'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { followEnrolment } from './follow-enrolment.ts'
import { createFront } from './front.ts'
import { openSigningKey, readSealingKey } from './keys.ts'
import { untilReachable } from './until-reachable.ts'

/** The only place where modules meet. Reading it top to bottom gives the order of dependence. */
export function compose(config: Config) {
  const logFor = (area: string): Logger => createLogger({ area, level: config.logLevel })
  const log = logFor('platform')
  const database = openDatabase({
    url: config.databaseUrl,
    applicationName: 'mtandao-platform',
    onConnectionLost: (error) => log.warn('database-connection-lost', { why: error.message }),
  })
  const register = createRegister()
  const exchange = createExchange({
    database,
    register,
    now: () => new Date(),
    signingKey: openSigningKey(config.dataDir),
    sealingKey: readSealingKey(config.sealingKeyFile),
    gatewayOpsUrls: config.gatewayOpsUrls,
    // The demo country listens on this machine.
    ...(config.demo && { allowedNetworks: ['127.0.0.0/8', '::1/128'] }),
    log: logFor('exchange'),
  })
  const front = createFront({ database, register, exchange })
  const { gatewayUrl, demo } = config
  const app = createApp({ exchange, front, database, gatewayUrl, demo, log: logFor('http') })

  /** Everything that runs by itself, until the signal. The pages are served meanwhile and say what is missing. */
  const run = async (signal: AbortSignal): Promise<void> => {
    const prepared = await untilReachable(log, signal, async () => {
      await requireServer(database)
      await migrate(database, [registerMigrations, exchangeMigrations], (name) =>
        log.info('migration-applied', { name }),
      )
    })
    if (!prepared) return
    await Promise.all([
      exchange.publish(signal),
      exchange.index(signal),
      followEnrolment({ file: config.enrolmentFile, exchange, log, signal }),
    ])
  }
  return { app, log, run, close: () => database.close() }
}
