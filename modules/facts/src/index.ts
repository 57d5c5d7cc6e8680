import type { MigrationSet } from '@mtandao/pg'

export type * from './contract.ts'
export type * from './collectors/ports.ts'
export { describeTypes } from './catalogue.ts'
export { currentFacts } from './current-facts.ts'
export { createFacts, type RunningFacts } from './running-facts.ts'
export { factsWeb } from './web.ts'
export type { FactsWebDeps } from './web/deps.ts'

export const factsMigrations: MigrationSet = {
  module: 'facts',
  directory: new URL('../migrations/', import.meta.url),
}
