export * from './routing-snapshot.ts'
export type * from './journal-entry.ts'
export type * from './receipt.ts'
export * from './signed-snapshot.ts'
