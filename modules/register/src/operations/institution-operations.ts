import type { Operation } from '@mtandao/http'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import {
  applyImport,
  exportInstitutions,
  showImport,
  tryImport,
} from '../csv/import-institutions.ts'
import { fileBytesMax } from '../csv/columns.ts'
import type { RegisterDeps } from '../deps.ts'
import { addInstitution, newInstitution } from '../institutions/add-institution.ts'
import { appointHead, headChange } from '../institutions/appoint-head.ts'
import { changeName, nameChange } from '../institutions/change-name.ts'
import { changeStanding, standingChange } from '../institutions/change-standing.ts'
import { addWebsite, closeWebsite, website } from '../institutions/change-websites.ts'
import { describeInstitution } from '../institutions/describe-institution.ts'
import { listInstitutions } from '../institutions/list-institutions.ts'
import {
  resumeInstitution,
  statusChange,
  suspendInstitution,
} from '../institutions/suspend-institution.ts'
import { keepers } from '../keepers.ts'
import { operation } from '../pages/common.ts'
import { day, id, limit, sought } from '../shapes.ts'
import { ImportAnswer, InstitutionAnswer, InstitutionFullAnswer, Made, pageOf } from './answers.ts'

const one = z.strictObject({ id })
const writers = [...keepers, 'ega-officer'] as const
const search = sought(100).optional()

export function institutionOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    ...readingOperations(deps),
    ...writingOperations(deps),
    ...egaOperations(deps),
    ...importOperations(deps),
  ]
}

function readingOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.list-institutions',
      method: 'GET',
      path: '/institutions',
      who: 'anyone',
      summary: { sw: 'Orodha ya taasisi za umma', en: 'Public institutions' },
      input: z.strictObject({ search, kind: search, region: search, after: id.optional(), limit }),
      output: pageOf(InstitutionAnswer),
      run: (actor, given) => listInstitutions(deps.database.within(scopeOf(actor)), given),
    }),
    operation({
      id: 'register.read-institution',
      method: 'GET',
      path: '/institutions/{id}',
      who: 'anyone',
      summary: { sw: 'Taasisi moja na historia yake', en: 'One institution with its history' },
      input: one,
      output: InstitutionFullAnswer,
      run: (actor, given) => describeInstitution(deps.database.within(scopeOf(actor)), given.id),
    }),
  ]
}

function writingOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.rename-institution',
      method: 'POST',
      path: '/institutions/{id}/names',
      who: writers,
      summary: {
        sw: 'Badilisha jina la taasisi kuanzia tarehe',
        en: 'Change the name from a day on',
      },
      input: nameChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...change }) => changeName(deps, actor, whose, change),
    }),
    operation({
      id: 'register.record-head',
      method: 'POST',
      path: '/institutions/{id}/heads',
      who: writers,
      summary: { sw: 'Andika kiongozi wa taasisi', en: 'Record the head of the institution' },
      input: headChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...change }) => appointHead(deps, actor, whose, change),
    }),
    operation({
      id: 'register.add-website',
      method: 'POST',
      path: '/institutions/{id}/websites',
      who: writers,
      summary: { sw: 'Ongeza tovuti ya taasisi', en: 'Add a website' },
      input: website.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...given }) => addWebsite(deps, actor, whose, given),
    }),
    operation({
      id: 'register.close-website',
      method: 'POST',
      path: '/institutions/{id}/websites/closing',
      who: writers,
      summary: { sw: 'Funga tovuti ya taasisi', en: 'Close a website' },
      input: website.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...given }) => closeWebsite(deps, actor, whose, given),
    }),
  ]
}

function egaOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.add-institution',
      method: 'POST',
      path: '/institutions',
      who: ['ega-officer'],
      summary: { sw: 'Ongeza taasisi', en: 'Add an institution' },
      input: newInstitution,
      output: Made,
      status: 201,
      run: async (actor, given) => {
        await addInstitution(deps, actor, given)
        return { id: given.id }
      },
    }),
    operation({
      id: 'register.change-standing',
      method: 'POST',
      path: '/institutions/{id}/standings',
      who: ['ega-officer'],
      summary: {
        sw: 'Badilisha aina, usimamizi au mkoa',
        en: 'Change kind, supervision or region',
      },
      input: standingChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...change }) => changeStanding(deps, actor, whose, change),
    }),
    operation({
      id: 'register.suspend-institution',
      method: 'POST',
      path: '/institutions/{id}/suspension',
      who: ['ega-officer'],
      summary: { sw: 'Simamisha taasisi', en: 'Suspend an institution' },
      input: statusChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...change }) => suspendInstitution(deps, actor, whose, change),
    }),
    operation({
      id: 'register.resume-institution',
      method: 'POST',
      path: '/institutions/{id}/resumption',
      who: ['ega-officer'],
      summary: { sw: 'Rejesha taasisi', en: 'Resume an institution' },
      input: statusChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...change }) => resumeInstitution(deps, actor, whose, change),
    }),
  ]
}

function importOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.try-import',
      method: 'POST',
      path: '/institution-imports',
      who: ['ega-officer'],
      summary: {
        sw: 'Onyesha kitakachotokea faili la CSV likiingizwa',
        en: 'Show what importing a CSV would do',
      },
      input: z.strictObject({ csv: z.string().min(1).max(fileBytesMax), from: day }),
      output: ImportAnswer,
      status: 201,
      // JSON writes some letters as six.
      bodyMax: 3 * fileBytesMax,
      run: (actor, { csv, from }) => tryImport(deps, actor, { bytes: Buffer.from(csv), from }),
    }),
    operation({
      id: 'register.read-import',
      method: 'GET',
      path: '/institution-imports/{id}',
      who: ['ega-officer'],
      summary: {
        sw: 'Kitakachotokea sasa kwa faili lililojaribiwa',
        en: 'What the tried file would do now',
      },
      input: z.strictObject({ id: z.uuid() }),
      output: ImportAnswer,
      run: (actor, given) => showImport(deps, actor, given.id),
    }),
    operation({
      id: 'register.apply-import',
      method: 'POST',
      path: '/institution-imports/{id}/application',
      who: ['ega-officer'],
      summary: { sw: 'Ingiza kama ilivyoonyeshwa', en: 'Import as it was shown' },
      input: z.strictObject({ id: z.uuid(), planSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      output: ImportAnswer,
      run: (actor, given) => applyImport(deps, actor, given),
    }),
    operation({
      id: 'register.export-institutions',
      method: 'GET',
      path: '/institution-export',
      who: ['ega-officer', 'auditor'],
      summary: { sw: 'Taasisi zote kama CSV', en: 'All institutions as CSV' },
      input: z.strictObject({}),
      output: z.object({ csv: z.string() }),
      run: async (actor) => ({ csv: await exportInstitutions(deps, actor) }),
    }),
  ]
}
