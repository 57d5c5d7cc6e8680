import { randomBytes } from 'node:crypto'
import type { Audit } from '@mtandao/audit/contract'
import type { Actor } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import { collectOnce, runCollectors, type CollectorOptions } from './collectors/run-collectors.ts'
import type { Fact, FactPage, Facts, Kept, PeoplesFacts } from './contract.ts'
import type { FactsDeps } from './deps.ts'
import { findEvidence, keepEvidence, openEvidence } from './evidence/keep-evidence.ts'
import { listAlarms, type AlarmPage } from './evidence/list-alarms.ts'
import { verifyEvidence, type EvidenceCheck } from './evidence/verify-evidence.ts'
import { factId } from './fact-id.ts'
import { correctFact } from './keeping/correct-fact.ts'
import { declareFact } from './keeping/declare-fact.ts'
import { verifyFact } from './keeping/verify-fact.ts'
import { factsSince, getFact, listFacts, readFacts } from './read-facts.ts'
import { recordSeen } from './record-facts.ts'
import { readTrail, type Trail } from './trail.ts'
import { listOwnWaiting, listWaiting, type WaitingSearch } from './waiting.ts'

/** The module with its workers and what people do with facts. */
export interface RunningFacts extends Facts, PeoplesFacts {
  /** A fact with its whole way, and what is left to do with it. @throws Problem `facts.not-found` */
  trail(actor: Actor | undefined, id: string): Promise<Trail>
  /** What waits for this actor to verify it. @throws Problem `facts.not-yours` */
  waiting(actor: Actor, search: WaitingSearch): Promise<FactPage>
  /** What the actor's own institution declared, and somebody else has to verify. */
  ownWaiting(actor: Actor, limit: number): Promise<FactPage>
  /** What is known of a file that the actor may open. */
  findEvidence(actor: Actor | undefined, sha256: string): Promise<Kept | undefined>
  alarms(
    actor: Actor,
    search: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<AlarmPage>
  /** Holds every file against its hash, now. */
  verifyEvidence(signal?: AbortSignal): Promise<EvidenceCheck>
  /** One look at everything. @returns facts written */
  collectOnce(options: Pick<CollectorOptions, 'ports' | 'silentAfterMs'>): Promise<number>
  /** Looks again and again until the signal. */
  runCollectors(options: CollectorOptions, signal: AbortSignal): Promise<void>
}

/** `dataDir` is the module's own: it gets the folder `evidence`. */
export function createFacts(options: {
  readonly database: Database
  readonly audit: Audit
  readonly dataDir: string
  readonly now: () => Date
  /** Called after people's facts were committed: whoever computes from facts need not wait for its next round. */
  readonly onRecorded?: () => void
}): RunningFacts {
  const { now, onRecorded = () => {} } = options
  const deps: FactsDeps = { ...options, newId: () => factId(now(), randomBytes(10)) }
  const told = async (fact: Promise<Fact>): Promise<Fact> => {
    const recorded = await fact
    onRecorded()
    return recorded
  }
  return {
    record: (db, facts) => recordSeen(deps, db, facts),
    read: readFacts,
    since: factsSince,
    list: (actor, search) => listFacts(deps, actor, search),
    get: (actor, id) => getFact(deps, actor, id),
    declare: (actor, declaration) => told(declareFact(deps, actor, declaration)),
    verify: (actor, verification) => told(verifyFact(deps, actor, verification)),
    correct: (actor, correction) => told(correctFact(deps, actor, correction)),
    keepEvidence: (actor, bytes) => keepEvidence(deps, actor, bytes),
    openEvidence: (actor, sha256) => openEvidence(deps, actor, sha256),
    trail: (actor, id) => readTrail(deps, actor, id),
    waiting: (actor, search) => listWaiting(deps, actor, search),
    ownWaiting: (actor, limit) => listOwnWaiting(deps, actor, limit),
    findEvidence: (actor, sha256) => findEvidence(deps, actor, sha256),
    alarms: (actor, search) => listAlarms(deps, actor, search),
    verifyEvidence: (signal) => verifyEvidence(deps, signal),
    collectOnce: (collectors) => collectOnce(deps, collectors),
    runCollectors: (collectors, signal) => runCollectors(deps, collectors, signal),
  }
}
