import { z } from 'zod'
import { AgreementContent } from './content.ts'
import { agreementStates } from './lifecycle.ts'
import type { AgreementLine } from './list-store.ts'
import type { AgreementView, VersionView } from './read-agreement.ts'
import type { AgreementRecord } from './read-record.ts'

/** How agreements look to programs. Times are ISO 8601 in UTC. */

const text = z.strictObject({ sw: z.string(), en: z.string() })
const when = z.iso.datetime()
const state = z.enum(agreementStates)

const awaited = z
  .strictObject({ step: z.string(), institution: z.string(), role: z.string(), since: when })
  .nullable()

export const LineAnswer = z.strictObject({
  id: z.string(),
  state,
  stateSince: when,
  consumer: z.strictObject({ institution: z.string(), name: text, systemName: text }),
  provider: z.strictObject({ institution: z.string(), name: text, systemName: text }),
  service: z.strictObject({ id: z.string(), name: text, version: z.string() }),
  validUntil: when.nullable(),
  awaits: awaited,
})

export function lineOf(line: AgreementLine): z.input<typeof LineAnswer> {
  const { id, consumer, provider, service } = line
  const short = ({ institution, name, systemName }: AgreementLine['consumer']) => ({
    institution,
    name,
    systemName,
  })
  return {
    id,
    state: line.state,
    stateSince: line.stateSince.toISOString(),
    consumer: short(consumer),
    provider: short(provider),
    service: { id: service.id, name: service.name, version: service.version },
    validUntil: line.validUntil?.toISOString() ?? null,
    awaits: awaitedOf(line),
  }
}

type Awaiting = Pick<VersionView, 'awaitsStep' | 'awaitsInstitution' | 'awaitsRole' | 'awaitsSince'>

function awaitedOf(of: Awaiting): z.input<typeof awaited> {
  const { awaitsStep, awaitsInstitution, awaitsRole, awaitsSince } = of
  if (!awaitsStep || !awaitsInstitution || !awaitsRole || !awaitsSince) return null
  return {
    step: awaitsStep,
    institution: awaitsInstitution,
    role: awaitsRole,
    since: awaitsSince.toISOString(),
  }
}

const quota = z.strictObject({ perMinute: z.int(), perDay: z.int(), concurrency: z.int() })

const VersionAnswer = z.strictObject({
  number: z.int(),
  kind: z.string(),
  state: z.string(),
  content: AgreementContent,
  contentHash: z.string(),
  quota: quota.nullable(),
  awaits: awaited,
  steps: z.array(
    z.strictObject({
      step: z.string(),
      verdict: z.string(),
      person: z.string(),
      role: z.string(),
      institution: z.string(),
      at: when,
      words: z.string().nullable(),
      void: z.boolean(),
      hash: z.string(),
    }),
  ),
  /** Whether texts, hashes and signatures agree. */
  verified: z.boolean(),
  changed: z.array(z.string()),
})

export const AgreementAnswer = z.strictObject({
  id: z.string(),
  state,
  stateSince: when,
  origin: z.enum(['request', 'enrolment']),
  suspendedSide: z.enum(['consumer', 'provider', 'ega']).nullable(),
  reason: text.nullable(),
  inForce: z.int().nullable(),
  versions: z.array(VersionAnswer),
  events: z.array(
    z.strictObject({
      at: when,
      event: z.string(),
      version: z.int().nullable(),
      person: z.string().nullable(),
      institution: z.string().nullable(),
      reason: text.nullable(),
    }),
  ),
  comments: z.array(
    z.strictObject({ at: when, person: z.string(), institution: z.string(), words: z.string() }),
  ),
  /** What the caller may do now. */
  may: z.array(z.string()),
})

export function answerOf(view: AgreementView): z.input<typeof AgreementAnswer> {
  const { record, versions, events, comments, may } = view
  return {
    id: record.id,
    state: record.state,
    stateSince: record.stateSince.toISOString(),
    origin: record.origin,
    suspendedSide: record.suspendedSide,
    reason: reasonOf(record),
    inForce: record.inForce,
    versions: versions.map(versionOf),
    events: events.map((event) => ({
      at: event.at.toISOString(),
      event: event.event,
      version: event.version,
      person: event.personName,
      institution: event.institution,
      reason: reasonOf(event),
    })),
    comments: comments.map(({ at, personName, institution, words }) => ({
      at: at.toISOString(),
      person: personName,
      institution,
      words,
    })),
    may: Object.entries(may).flatMap(([what, allowed]) =>
      allowed === true && what !== 'decidedLast' ? [what] : [],
    ),
  }
}

function reasonOf({ reasonSw, reasonEn }: { reasonSw: string | null; reasonEn: string | null }) {
  return reasonSw !== null && reasonEn !== null ? { sw: reasonSw, en: reasonEn } : null
}

function versionOf(version: VersionView): z.input<typeof VersionAnswer> {
  const { number, kind, content, contentHash, difference, fault, steps } = version
  return {
    number,
    kind,
    state: version.state,
    content,
    contentHash,
    quota: version.quota,
    awaits: awaitedOf(version),
    steps: steps.map(({ said, step, verdict, institution, at, isVoid, hash }) => ({
      step,
      verdict,
      person: said.person.name,
      role: said.role,
      institution,
      at: at.toISOString(),
      words: said.words,
      void: isVoid,
      hash,
    })),
    verified: fault === undefined,
    changed: [...(difference?.changed ?? [])],
  }
}

export const RecordAnswer = z.strictObject({
  agreement: z.string(),
  publicKey: z.string(),
  versions: z.array(
    z.strictObject({
      version: z.int(),
      contents: z.array(z.string()),
      steps: z.array(
        z.strictObject({
          statement: z.string(),
          hash: z.string(),
          signature: z.string(),
          key: z.string(),
        }),
      ),
    }),
  ),
})

export function recordOf({
  agreement,
  publicKey,
  versions,
}: AgreementRecord): z.input<typeof RecordAnswer> {
  return {
    agreement,
    publicKey,
    versions: versions.map(({ version, contents, steps }) => ({
      version,
      contents: [...contents],
      steps: steps.map(({ statement, hash, signature, key }) => ({
        statement,
        hash,
        signature,
        key,
      })),
    })),
  }
}

export const RuleAnswer = z
  .object({
    rule: z.string(),
    value: z.int(),
    fromDay: z.string(),
    citation: z.string(),
    verified: z.boolean(),
  })
  .strip()
