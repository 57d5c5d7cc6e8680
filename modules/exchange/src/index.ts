import type { KeyObject } from 'node:crypto'
import type { Logger } from '@mtandao/log'
import type { Database, MigrationSet } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { Exchange } from './contract.ts'
import { importEnrolment } from './enrolment/import-enrolment.ts'
import { runIndexer } from './index/indexer.ts'
import { selectExchange, selectJournals, selectNewest } from './index/view-store.ts'
import { readFigures, viewOf } from './index/views.ts'
import { createPublisher } from './snapshot/publisher.ts'

export type * from './contract.ts'
export { adoptEnrolledAgreements } from './agreements/adopt-enrolled.ts'
export { agreementNotices } from './agreements/notices.ts'
export { seedDemoAgreements } from './agreements/seed-demo.ts'
export { joiningNotices } from './joining/notices.ts'
export { seedDemoJoining } from './joining/seed-demo.ts'
export { verifySteps } from './agreements/signed-step.ts'
export { runAgreementTurns } from './agreements/turn-agreements.ts'
export { simulate, simulatorBodyBytesMax } from './catalogue/simulate.ts'
export { busSeen } from './index/bus-seen.ts'
export { lastSeen } from './index/last-seen.ts'
export { greetBack, salamu } from './joining/salamu.ts'
export { adoptEnrolledServices } from './services/adopt-enrolled.ts'
export { exchangeWeb, type ExchangeWebDeps } from './web.ts'

export const exchangeMigrations: MigrationSet = {
  module: 'exchange',
  directory: new URL('../migrations/', import.meta.url),
}

export interface ExchangeDeps {
  readonly database: Database
  readonly register: Register
  /** Ed25519 private key of the platform; gateways pin its public half. */
  readonly signingKey: KeyObject
  /** 32 bytes, shared with the gateway: endpoint secrets are sealed with it. */
  readonly sealingKey: Uint8Array
  /** Operations ports of the gateways whose journals are indexed. */
  readonly gatewayOpsUrls: readonly string[]
  /** The same of the sandbox: indexed apart, counted in no figure. */
  readonly sandboxOpsUrls?: readonly string[]
  /** What answers for every service of the sandbox: `{simulatorUrl}/{service}`. */
  readonly simulatorUrl?: string
  readonly log: Logger
  readonly now: () => Date
  /** Life of a routing snapshot; it is renewed at half of it. */
  readonly snapshotLifetimeMs?: number
  /** The r1 instance code until an enrolment names one. */
  readonly instance?: string
  /** Networks in which endpoints may always lie: a demonstration's own machine. */
  readonly allowedNetworks?: readonly string[]
}

/** The module with its two workers. */
export interface RunningExchange extends Exchange {
  /** Keeps the routing snapshot in force until the signal. */
  publish(signal: AbortSignal): Promise<void>
  /** Keeps the index of the journals current until the signal. */
  index(signal: AbortSignal): Promise<void>
}

const dayMs = 24 * 60 * 60 * 1000
const newestMax = 200
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function createExchange(deps: ExchangeDeps): RunningExchange {
  const { database, register, sealingKey, now, log } = deps
  const { transact } = database
  const publisher = createPublisher(
    {
      database,
      register,
      now,
      signingKey: deps.signingKey,
      lifetimeMs: deps.snapshotLifetimeMs ?? dayMs,
      instance: deps.instance ?? 'TZ',
      simulatorUrl: deps.simulatorUrl ?? 'http://127.0.0.1:8080/internal/simulator',
      ...(deps.allowedNetworks && { allowedNetworks: deps.allowedNetworks }),
    },
    log,
  )
  return {
    importEnrolment: (file) => importEnrolment({ transact, register, sealingKey }, file),
    currentSnapshot: (environment) => publisher.current(environment),
    figures: () => transact((db) => readFigures(db, now()), { isolation: 'repeatable read' }),
    listNewest: async (limit) =>
      (await selectNewest(database, Math.min(limit, newestMax))).map(viewOf),
    findExchange: async (id) => {
      const row = uuid.test(id) ? await selectExchange(database, id) : undefined
      return row && viewOf(row)
    },
    listJournals: () => selectJournals(database),
    publish: (signal) => publisher.run(signal),
    index: (signal) =>
      runIndexer(
        {
          database,
          opsUrls: { production: deps.gatewayOpsUrls, sandbox: deps.sandboxOpsUrls ?? [] },
          now,
          log,
        },
        signal,
      ),
  }
}
