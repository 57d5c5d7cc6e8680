import { createPublicKey } from 'node:crypto'
import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import {
  isFor,
  nextStep,
  outweighs,
  pathOf,
  sideOf,
  standingOf,
  tookForOther,
  tookLast,
  type PathStep,
} from './approval-path.ts'
import { mayComment } from './comment-agreement.ts'
import { AgreementContent, differenceOf, type Difference } from './content.ts'
import { bothOf, notFound, partiesOf, type AgreementDeps } from './deps.ts'
import { mayMove } from './lifecycle.ts'
import {
  findRecord,
  listContents,
  listVersions,
  type RecordRow,
  type VersionRow,
} from './record-store.ts'
import { readStatement, verifySteps, type ChainFault, type StepStatement } from './signed-step.ts'
import {
  listComments,
  listEvents,
  listSteps,
  type CommentRow,
  type EventRow,
  type StepRow,
} from './trail-store.ts'

/** One step of the path, as a person sees it. */
export interface PathPlace extends PathStep {
  readonly state: 'done' | 'now' | 'later'
  readonly institution: string
  /** The approval that counts. */
  readonly taken: StatedStep | undefined
  readonly since: Date | null
}

export interface StatedStep extends StepRow {
  readonly said: StepStatement
  /** The content changed since, or the request was returned: it counts no more. */
  readonly isVoid: boolean
}

export interface VersionView extends Omit<VersionRow, 'content'> {
  readonly content: AgreementContent
  readonly path: readonly PathPlace[]
  /** All that were ever taken. */
  readonly steps: readonly StatedStep[]
  /** Whether texts, hashes and signatures agree with each other, by the platform's public key. */
  readonly fault: { readonly step: number; readonly fault: ChainFault } | undefined
  /** Against the version in force; undefined when there is no other. */
  readonly difference: Difference | undefined
}

/** What this person may do now. */
export interface MayNow {
  readonly change: boolean
  readonly submit: boolean
  readonly withdraw: boolean
  readonly decide: boolean
  /** The step is theirs, but they took the one before, or one for the other party. */
  readonly decidedLast: boolean
  readonly suspend: boolean
  readonly resume: boolean
  readonly end: boolean
  readonly renew: boolean
  readonly comment: boolean
}

export interface AgreementView {
  readonly record: RecordRow
  /** Oldest first. */
  readonly versions: readonly VersionView[]
  readonly inForce: VersionView | undefined
  /** On its way: draft, pending, or approved for a later day. */
  readonly open: VersionView | undefined
  readonly events: readonly EventRow[]
  readonly comments: readonly CommentRow[]
  readonly may: MayNow
}

/**
 * Everything about one agreement that this person may see.
 * @throws Problem `agreements.not-found`, also for an agreement of others
 */
export async function readAgreement(
  deps: Pick<AgreementDeps, 'database' | 'signingKey'>,
  actor: Actor,
  id: string,
): Promise<AgreementView> {
  return await deps.database.within(scopeOf(actor)).transact(
    async (db) => {
      const record = await findRecord(db, id)
      if (!record) throw notFound(id)
      const rows = await listVersions(db, id)
      const steps = await listSteps(db, id)
      const versions: VersionView[] = []
      for (const row of rows) {
        const own = steps.filter(({ version }) => version === row.number)
        const contents = own.length === 0 ? [] : await listContents(db, id, row.number)
        const chain = {
          agreement: id,
          version: row.number,
          contents: contents.map(({ content }) => content),
          steps: own,
        }
        const fault = verifySteps(chain, createPublicKey(deps.signingKey))
        versions.push(viewOf(record, row, own, { rows, fault }))
      }
      const open = versions.find(({ state }) => ['draft', 'pending', 'approved'].includes(state))
      return {
        record,
        versions,
        inForce: versions.find(({ number }) => number === record.inForce),
        open,
        // What was done to a draft that this person may not see is not told either.
        events: (await listEvents(db, id)).filter(
          ({ version }) => version === null || rows.some(({ number }) => number === version),
        ),
        comments: await listComments(db, id),
        may: mayNow(actor, record, open),
      }
    },
    { isolation: 'repeatable read' },
  )
}

interface Around {
  readonly rows: readonly VersionRow[]
  readonly fault: VersionView['fault']
}

function viewOf(
  record: RecordRow,
  row: VersionRow,
  taken: readonly StepRow[],
  { rows, fault }: Around,
): VersionView {
  const content = AgreementContent.parse(JSON.parse(row.content))
  const standing = new Set(standingOf(taken, row.contentHash))
  const steps = taken.map((step): StatedStep => {
    const said = readStatement(step.statement)
    if (!said) throw new Error(`invariant: step ${step.hash} is no statement`)
    return { ...step, said, isVoid: step.verdict === 'approved' && !standing.has(step) }
  })
  const before = rows.findLast(
    ({ number, state }) => number < row.number && (state === 'in-force' || state === 'superseded'),
  )
  return {
    ...row,
    content,
    steps,
    fault,
    path: row.kind === 'enrolment' ? [] : placesOf(record, row, steps),
    difference: before && differenceOf(AgreementContent.parse(JSON.parse(before.content)), content),
  }
}

function placesOf(record: RecordRow, row: VersionRow, steps: readonly StatedStep[]): PathPlace[] {
  const standing = steps.filter(({ verdict, isVoid }) => verdict === 'approved' && !isVoid)
  const path = pathOf({ officersApprove: row.officersApprove })
  const next = nextStep(path, standing)
  return path.map((step) => {
    const taken = standing.find((one) => one.step === step.name)
    const isNext = step === next && (row.state === 'pending' || row.state === 'draft')
    return {
      ...step,
      institution:
        step.party === 'consumer' ? record.consumerInstitution : record.providerInstitution,
      taken,
      state: taken ? 'done' : isNext ? 'now' : 'later',
      since: isNext ? row.awaitsSince : null,
    }
  })
}

function mayNow(actor: Actor, record: RecordRow, open: VersionView | undefined): MayNow {
  const isConsumer = actor.institution === record.consumerInstitution && !actor.suspended
  const isAsker = isConsumer && holds(actor, 'ict-officer')
  const onItsWay = open?.state === 'draft' || open?.state === 'pending'
  const awaited = open?.path.find(({ state }) => state === 'now')
  const isTheirs = open?.state === 'pending' && isFor(actor, awaited)
  const counting = open?.steps.filter((step) => step.verdict === 'approved' && !step.isVoid) ?? []
  const decidedLast =
    isTheirs && (tookLast(counting, actor.person.id) || tookForOther(counting, actor))
  const side = sideOf(actor, partiesOf(record))
  const mayResume = side === record.suspendedSide || holds(actor, 'ega-officer')
  const isHeadSide = sideOf(actor, partiesOf(record), ['head']) !== undefined
  return {
    change: isAsker && onItsWay,
    submit: isAsker && open?.state === 'draft',
    withdraw: isConsumer && holds(actor, 'ict-officer', 'head') && onItsWay,
    decide: isTheirs && !decidedLast,
    decidedLast,
    suspend:
      side !== undefined &&
      (mayMove(record.state, 'suspend') ||
        (record.state === 'suspended' && outweighs(side, record.suspendedSide))),
    resume: side !== undefined && mayResume && mayMove(record.state, 'resume'),
    end: isHeadSide && mayMove(record.state, 'end'),
    renew: isAsker && !open && record.inForce !== null && mayMove(record.state, 'begin'),
    comment: mayComment(actor, bothOf(record)),
  }
}
