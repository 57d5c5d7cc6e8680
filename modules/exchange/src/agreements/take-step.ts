import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { pathOf, standingOf, nextStep, type PathStep, type StepName } from './approval-path.ts'
import type { AgreementDeps } from './deps.ts'
import type { Awaited, RecordRow, VersionRow } from './record-store.ts'
import { signStep, type StepStatement } from './signed-step.ts'
import { insertStep, listSteps, type StepRow } from './trail-store.ts'

export interface StepToTake {
  readonly step: StepName
  readonly role: string
  readonly verdict: StepStatement['verdict']
  readonly words?: string | undefined
  readonly quota?: StepStatement['quota']
  readonly providerRegistration?: string | undefined
}

/** Signs the step and adds it to the chain of its version, in the caller's transaction. The record must be locked. */
export async function takeStep(
  db: Db,
  deps: AgreementDeps,
  actor: Actor,
  { record, version }: { readonly record: RecordRow; readonly version: VersionRow },
  taking: StepToTake,
): Promise<void> {
  const taken = await listSteps(db, record.id, version.number)
  const last = taken.at(-1)
  const statement: StepStatement = {
    format: 'serikali-mtandao/agreement-step/v1',
    agreement: record.id,
    version: version.number,
    number: (last?.number ?? 0) + 1,
    step: taking.step,
    verdict: taking.verdict,
    content: version.contentHash,
    previous: last?.hash ?? null,
    person: { id: actor.person.id, name: actor.person.name },
    role: taking.role,
    institution: actor.institution,
    at: deps.now().toISOString(),
    words: taking.words || null,
    quota: taking.quota ?? null,
    providerRegistration: taking.providerRegistration || null,
  }
  await insertStep(db, statement, signStep(statement, deps.signingKey))
}

/** The approvals that count for the content as it stands. */
export async function standingSteps(
  db: Db,
  record: RecordRow,
  version: VersionRow,
): Promise<StepRow[]> {
  return standingOf(await listSteps(db, record.id, version.number), version.contentHash)
}

/** Who is awaited after these steps; undefined when the path is walked. */
export function awaitedAfter(
  record: RecordRow,
  { officersApprove }: Pick<VersionRow, 'officersApprove'>,
  standing: readonly StepRow[],
  since: Date,
): Awaited | undefined {
  const next = nextStep(pathOf({ officersApprove }), standing)
  return next && { ...awaitedOf(record, next), since }
}

function awaitedOf(record: RecordRow, { name, party, role }: PathStep) {
  const institution = party === 'consumer' ? record.consumerInstitution : record.providerInstitution
  return { step: name, institution, role }
}
