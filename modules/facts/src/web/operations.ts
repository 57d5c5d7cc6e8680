import { edge, type Operation } from '@mtandao/http'
import type { Actor, Role } from '@mtandao/identity/contract'
import { z } from 'zod'
import { describeTypes } from '../catalogue.ts'
import type { Alarm } from '../contract.ts'
import {
  Facts,
  file,
  KeptFile,
  moment,
  pageOf,
  Recorded,
  recorded,
  Step,
  step,
  Value,
} from './answers.ts'
import type { FactsWebDeps } from './deps.ts'
import { Cursor, FactId, line, Sha256, Source, TypeCode, wordsMax } from './shapes.ts'

const { operation } = edge<Actor>()

const declarers: readonly Role[] = ['ict-officer', 'head']
const verifiers: readonly Role[] = ['ega-officer', ...declarers]

const At = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const Words = z.strictObject({ sw: z.string(), en: z.string() })
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** Ten MiB in base64, and the JSON around it. */
const evidenceBodyMax = 14 * 1024 * 1024

/** Everything the pages do, for programs. */
export function factsOperations(deps: FactsWebDeps): readonly Operation<Actor>[] {
  return [
    typesOperation(),
    ...lists(deps),
    alarmsOperation(deps),
    readOperation(deps),
    ...doing(deps),
    ...evidence(deps),
  ]
}

function typesOperation(): Operation<Actor> {
  return operation({
    id: 'facts.list-types',
    method: 'GET',
    path: '/facts/types',
    who: 'anyone',
    summary: {
      sw: 'Aina za taarifa, pamoja na schema ya thamani ya kila moja',
      en: 'Types of facts, with the JSON schema of the value of each',
    },
    input: z.strictObject({}),
    output: z.strictObject({
      types: z.array(
        z.strictObject({
          type: z.string(),
          name: Words,
          subject: z.string(),
          source: z.enum(['machine', 'declared']),
          public: z.boolean(),
          evidence: z.enum(['required', 'optional', 'none']),
          validDays: z.int().nullable(),
          schema: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    run: async () => ({ types: describeTypes() }),
  })
}

function lists({ facts }: FactsWebDeps): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'facts.list-facts',
      method: 'GET',
      path: '/facts',
      who: 'anyone',
      summary: { sw: 'Taarifa, za karibuni kwanza', en: 'Facts, newest first' },
      input: z.strictObject({
        institution: line(200).optional(),
        subject: line(300).optional(),
        type: TypeCode.optional(),
        source: Source.optional(),
        evidence: Sha256.optional(),
        before: Cursor.optional(),
        limit,
      }),
      output: Facts,
      run: async (actor, search) => pageOf(await facts.list(actor, search)),
    }),
    operation({
      id: 'facts.list-to-verify',
      method: 'GET',
      path: '/facts/to-verify',
      who: verifiers,
      summary: {
        sw: 'Matangazo unayoweza kuyathibitisha, ya karibuni kwanza',
        en: 'Declarations that you may verify, newest first',
      },
      input: z.strictObject({
        institution: line(200).optional(),
        type: TypeCode.optional(),
        before: Cursor.optional(),
        limit,
      }),
      output: Facts,
      run: async (actor, search) => pageOf(await facts.waiting(actor, search)),
    }),
  ]
}

function readOperation({ facts }: FactsWebDeps): Operation<Actor> {
  return operation({
    id: 'facts.read-fact',
    method: 'GET',
    path: '/facts/{id}',
    who: 'anyone',
    summary: {
      sw: 'Taarifa moja na njia yake: ilichosahihisha na kilichochukua nafasi yake',
      en: 'A fact and its way: what it corrects and what has taken its place',
    },
    input: z.strictObject({ id: FactId }),
    output: z.strictObject({
      fact: Step,
      steps: z.array(Step),
      verifying: z.enum(['may', 'done', 'no-office', 'reporter', 'colleague']),
      correcting: z.enum(['may', 'done', 'machine', 'not-yours']),
    }),
    run: async (actor, { id }) => {
      const { fact, steps, verifying, correcting } = await facts.trail(actor, id)
      return { fact: step(fact), steps: steps.map(step), verifying, correcting }
    },
  })
}

function alarmsOperation({ facts }: Pick<FactsWebDeps, 'facts'>): Operation<Actor> {
  const said = ({ firstSeenAt, lastSeenAt, keepers, ...alarm }: Alarm) => ({
    ...alarm,
    keepers: [...keepers],
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  })
  return operation({
    id: 'facts.list-alarms',
    method: 'GET',
    path: '/facts/alarms',
    who: 'signed-in',
    summary: {
      sw: 'Mafaili ya ushahidi yaliyobadilishwa au kupotea',
      en: 'Evidence files that were altered or are gone',
    },
    input: z.strictObject({ before: Cursor.optional(), limit }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          id: z.int(),
          sha256: Sha256,
          kind: z.enum(['altered', 'missing']),
          firstSeenAt: moment,
          lastSeenAt: moment,
          seen: z.int(),
          keepers: z.array(z.string()),
          facts: z.int(),
        }),
      ),
      next: z.int().nullable(),
    }),
    run: async (actor, search) => {
      const { items, next } = await facts.alarms(actor, search)
      return { items: items.map(said), next: next ?? null }
    },
  })
}

function doing({ facts }: FactsWebDeps): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'facts.declare-fact',
      method: 'POST',
      path: '/facts',
      who: declarers,
      summary: { sw: 'Tangaza taarifa ya taasisi', en: 'Declare a fact of the institution' },
      input: z.strictObject({
        subject: z.strictObject({ type: line(60), id: line(300) }),
        type: TypeCode,
        value: Value,
        observedAt: At,
        evidence: Sha256.nullable().default(null),
      }),
      output: Recorded,
      status: 201,
      run: async (actor, declaration) => recorded(await facts.declare(actor, declaration)),
    }),
    operation({
      id: 'facts.verify-fact',
      method: 'POST',
      path: '/facts/{id}/verification',
      who: verifiers,
      summary: {
        sw: 'Thibitisha tangazo la taasisi nyingine; bila thamani ni kukubali',
        en: 'Verify what another institution declared; without a value it is agreed to',
      },
      input: z.strictObject({
        id: FactId,
        value: Value.optional(),
        evidence: Sha256.nullable().default(null),
        note: z.string().trim().min(1).max(wordsMax),
      }),
      output: Recorded,
      status: 201,
      run: async (actor, { id, value, evidence: sha256, note }) => {
        const said = { fact: id, evidence: sha256, note, ...(value !== undefined && { value }) }
        return recorded(await facts.verify(actor, said))
      },
    }),
    operation({
      id: 'facts.correct-fact',
      method: 'POST',
      path: '/facts/{id}/correction',
      who: verifiers,
      summary: { sw: 'Sahihisha taarifa kwa taarifa mpya', en: 'Correct a fact with a new one' },
      input: z.strictObject({
        id: FactId,
        value: Value,
        evidence: Sha256.nullable().default(null),
        reason: z.string().trim().min(1).max(wordsMax),
      }),
      output: Recorded,
      status: 201,
      run: async (actor, { id, ...correction }) =>
        recorded(await facts.correct(actor, { fact: id, ...correction })),
    }),
  ]
}

function evidence({ facts }: FactsWebDeps): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'facts.keep-evidence',
      method: 'POST',
      path: '/evidence',
      who: verifiers,
      summary: {
        sw: 'Hifadhi faili la ushahidi (PDF, PNG, JPEG, CSV au maandishi, hadi MiB 10)',
        en: 'Keep an evidence file (PDF, PNG, JPEG, CSV or text, up to 10 MiB)',
      },
      input: z.strictObject({ base64: z.base64().min(1).max(evidenceBodyMax) }),
      output: KeptFile,
      status: 201,
      bodyMax: evidenceBodyMax,
      run: async (actor, { base64 }) =>
        file(await facts.keepEvidence(actor, Buffer.from(base64, 'base64'))),
    }),
    operation({
      id: 'facts.open-evidence',
      method: 'GET',
      path: '/evidence/{sha256}',
      who: 'signed-in',
      summary: {
        sw: 'Faili la ushahidi kama lilivyotolewa',
        en: 'An evidence file as it was given',
      },
      input: z.strictObject({ sha256: Sha256 }),
      output: KeptFile.extend({ base64: z.string() }),
      run: async (actor, { sha256 }) => {
        const { kept, bytes } = await facts.openEvidence(actor, sha256)
        return { ...file(kept), base64: bytes.toString('base64') }
      },
    }),
  ]
}
