import type { Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { RegisterDeps } from '../deps.ts'
import { listFindings } from '../findings/list-findings.ts'
import { rules } from '../findings/rules.ts'
import { keepers } from '../keepers.ts'
import { operation } from '../pages/common.ts'
import {
  changeCost,
  changeData,
  changeHosting,
  changePurpose,
  changeSource,
  confirmRecord,
  recordAssessment,
} from '../records/change-record.ts'
import { ageDaysOf, completenessOf } from '../records/completeness.ts'
import {
  costPart,
  dataPart,
  hostingPart,
  purposePart,
  securityPart,
  sourcePart,
} from '../records/parts.ts'
import { listRevisions, listSystems, showSystem } from '../records/read-records.ts'
import { lifecycles, type SystemFile } from '../records/record.ts'
import { id, limit, sought, version } from '../shapes.ts'
import { addSystem, newSystem } from '../systems/add-system.ts'
import { FindingAnswer, Made, pageOf, RevisionAnswer, SystemAnswer } from './answers.ts'

const one = z.strictObject({ id })
const writers = [...keepers, 'ega-officer'] as const
const whose = { id, version }

export function systemOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [...readingOperations(deps), ...recordOperations(deps), ...detailOperations(deps)]
}

function answerOf(file: SystemFile, now: Date) {
  const { record } = file
  if (!record) return file
  const completeness = record.detail ? completenessOf(record, record.detail) : null
  const ageDays = ageDaysOf(record.confirmedAt, now)
  return { ...file, record: { ...record, ageDays, completeness } }
}

function readingOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.list-systems',
      method: 'GET',
      path: '/systems',
      who: 'signed-in',
      summary: { sw: 'Mifumo ya Serikali', en: 'Systems of the Government' },
      input: z.strictObject({
        institution: id.optional(),
        search: sought(100).optional(),
        capability: sought(60).optional(),
        lifecycle: z.enum([...lifecycles, 'unregistered']).optional(),
        after: id.optional(),
        limit,
      }),
      output: pageOf(SystemAnswer),
      run: async (actor, search) => {
        const { items, ...rest } = await listSystems(deps, actor, search)
        return { items: items.map((file) => answerOf(file, deps.now())), ...rest }
      },
    }),
    operation({
      id: 'register.read-system',
      method: 'GET',
      path: '/systems/{id}',
      who: 'signed-in',
      summary: { sw: 'Mfumo mmoja na rekodi yake', en: 'One system with its record' },
      input: one,
      output: SystemAnswer,
      run: async (actor, given) => answerOf(await showSystem(deps, actor, given.id), deps.now()),
    }),
    operation({
      id: 'register.list-revisions',
      method: 'GET',
      path: '/systems/{id}/revisions',
      who: 'signed-in',
      summary: { sw: 'Historia ya rekodi ya mfumo', en: 'History of a system’s record' },
      input: one,
      output: z.object({ items: z.array(RevisionAnswer) }),
      run: async (actor, given) => ({ items: await listRevisions(deps, actor, given.id) }),
    }),
    operation({
      id: 'register.list-findings',
      method: 'GET',
      path: '/findings',
      who: 'signed-in',
      summary: {
        sw: 'Kasoro ambazo rejista imezigundua',
        en: 'What the register found out by itself',
      },
      input: z.strictObject({
        institution: id.optional(),
        rule: z.enum(rules).optional(),
        closed: z.enum(['yes', 'no']).default('no'),
        after: z.coerce.number().int().positive().optional(),
        limit,
      }),
      output: pageOf(FindingAnswer),
      run: (actor, { closed, ...search }) =>
        listFindings(deps, actor, { ...search, closed: closed === 'yes' }),
    }),
  ]
}

function recordOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.register-system',
      method: 'POST',
      path: '/systems',
      who: writers,
      summary: { sw: 'Sajili mfumo wa taasisi yako', en: 'Register a system of your institution' },
      input: newSystem,
      output: Made,
      status: 201,
      run: (actor, given) => addSystem(deps, actor, given),
    }),
    operation({
      id: 'register.change-purpose',
      method: 'PUT',
      path: '/systems/{id}/purpose',
      who: writers,
      summary: {
        sw: 'Badilisha jina, lengo na hatua ya maisha',
        en: 'Change name, purpose and stage of life',
      },
      input: purposePart.extend(whose),
      output: null,
      run: (actor, { id: system, version: read, ...given }) =>
        changePurpose(deps, actor, { id: system, version: read }, given),
    }),
    operation({
      id: 'register.change-data',
      method: 'PUT',
      path: '/systems/{id}/data',
      who: writers,
      summary: { sw: 'Badilisha taarifa zinazohifadhiwa', en: 'Change the data held' },
      input: dataPart.extend(whose),
      output: null,
      run: (actor, { id: system, version: read, ...given }) =>
        changeData(deps, actor, { id: system, version: read }, given),
    }),
    operation({
      id: 'register.confirm-record',
      method: 'POST',
      path: '/systems/{id}/confirmation',
      who: writers,
      summary: {
        sw: 'Thibitisha kuwa rekodi bado ni kweli',
        en: 'Confirm that the record is still true',
      },
      input: z.strictObject(whose),
      output: null,
      run: (actor, given) => confirmRecord(deps, actor, given),
    }),
  ]
}

function detailOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.change-hosting',
      method: 'PUT',
      path: '/systems/{id}/hosting',
      who: writers,
      summary: { sw: 'Badilisha mahali mfumo unapohifadhiwa', en: 'Change hosting and recovery' },
      input: hostingPart.extend(whose),
      output: null,
      run: (actor, { id: system, version: read, ...given }) =>
        changeHosting(deps, actor, { id: system, version: read }, given),
    }),
    operation({
      id: 'register.record-assessment',
      method: 'POST',
      path: '/systems/{id}/assessments',
      who: writers,
      summary: {
        sw: 'Andika tarehe ya tathmini ya usalama',
        en: 'Record the date of a security assessment',
      },
      input: securityPart.extend(whose),
      output: null,
      run: (actor, { id: system, version: read, ...given }) =>
        recordAssessment(deps, actor, { id: system, version: read }, given),
    }),
    operation({
      id: 'register.change-source',
      method: 'PUT',
      path: '/systems/{id}/source',
      who: writers,
      summary: { sw: 'Badilisha umiliki wa programu chanzo', en: 'Change who owns the source' },
      input: sourcePart.extend(whose),
      output: null,
      run: (actor, { id: system, version: read, ...given }) =>
        changeSource(deps, actor, { id: system, version: read }, given),
    }),
    operation({
      id: 'register.change-cost',
      method: 'PUT',
      path: '/systems/{id}/cost',
      who: writers,
      summary: { sw: 'Badilisha mtoa huduma na gharama', en: 'Change vendor and cost' },
      input: costPart.extend(whose),
      output: null,
      run: (actor, { id: system, version: read, ...given }) =>
        changeCost(deps, actor, { id: system, version: read }, given),
    }),
  ]
}
