import type { Actor } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, agreementDeps, enrolCountry, quota, terms } from '../../test/agreement-country.ts'
import { exchangeMigrations } from '../index.ts'
import { listAgreements as listEffects } from '../rights/agreement-store.ts'
import { approveStep } from './decide-step.ts'
import type { AgreementDeps } from './deps.ts'
import { readAgreement } from './read-agreement.ts'
import { requestAgreement } from './request-agreement.ts'
import { submitRequest } from './submit-request.ts'
import { resumeAgreement, suspendAgreement } from './suspend-agreement.ts'

let db: TestDatabase
let deps: AgreementDeps

const officer = actorOf('heslb', 'ict-officer')
const head = actorOf('heslb', 'head')
const providerOfficer = actorOf('nida', 'ict-officer')
const providerHead = actorOf('nida', 'head')
const ega = actorOf('ega', 'ega-officer')
const code = (name: string) => expect.objectContaining({ code: `agreements.${name}` })
const because = (sw: string) => ({ sw, en: sw })
const allowed = { quota, providerRegistration: 'namba ya NIDA' }

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  deps = agreementDeps(db.database, createRegister(), () => new Date('2026-03-02T09:00:00Z'))
  await enrolCountry(deps)
})
afterAll(() => db.close())

const request = () =>
  requestAgreement(deps, officer, { system: 'heslb-sys', service: 'person', terms })
async function approve(actor: Actor, id: string, more = {}): Promise<void> {
  const contentHash = (await readAgreement(deps, head, id)).open?.contentHash ?? ''
  await approveStep(deps, actor, { id, contentHash, words: '', ...more })
}

test('nobody walks the path for both institutions, and a stop is put over a lesser one', async () => {
  const id = await request()
  await submitRequest(deps, officer, { id })
  await approve(head, id)
  // The same person, appointed in the providing institution too.
  const twice: Actor = { ...providerOfficer, person: officer.person }
  await expect(approve(twice, id, allowed)).rejects.toEqual(code('same-person'))
  expect((await readAgreement(deps, twice, id)).may).toMatchObject({ decide: false })
  await approve(providerOfficer, id, allowed)
  await approve(providerHead, id)

  // The consumer stops itself, which it could take back at any moment; the provider’s stop counts all the same.
  await suspendAgreement(deps, officer, { id, reason: because('Sisi wenyewe') })
  expect((await readAgreement(deps, providerHead, id)).may.suspend).toBe(true)
  await suspendAgreement(deps, providerHead, { id, reason: because('Ukaguzi') })
  await expect(resumeAgreement(deps, officer, { id })).rejects.toEqual(code('other-side'))
  await expect(suspendAgreement(deps, officer, { id, reason: because('Tena') })).rejects.toEqual(
    code('wrong-state'),
  )
  await suspendAgreement(deps, ega, { id, reason: because('e-GA') })
  await expect(resumeAgreement(deps, providerHead, { id })).rejects.toEqual(code('other-side'))
  expect((await readAgreement(deps, providerHead, id)).may).toMatchObject({
    suspend: false,
    resume: false,
  })
  expect(await listEffects(db.database)).toMatchObject([
    { status: 'suspended', reason: because('e-GA') },
  ])
  await resumeAgreement(deps, ega, { id })
  expect(await listEffects(db.database)).toMatchObject([{ status: 'active' }])
})
