import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, agreementDeps, enrolCountry, quota, terms } from '../../test/agreement-country.ts'
import { exchangeMigrations } from '../index.ts'
import { approveStep } from './decide-step.ts'
import type { AgreementDeps } from './deps.ts'
import { agreementDocument } from './document.ts'
import { readAgreement } from './read-agreement.ts'
import { requestAgreement } from './request-agreement.ts'
import { submitRequest } from './submit-request.ts'

let db: TestDatabase
let deps: AgreementDeps
beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  deps = agreementDeps(db.database, createRegister())
  await enrolCountry(deps)
})
afterAll(() => db.close())

const officer = actorOf('heslb', 'ict-officer')

async function agreed(changes = {}): Promise<string> {
  const id = await requestAgreement(deps, officer, {
    system: 'heslb-sys',
    service: 'person',
    terms: { ...terms, ...changes },
  })
  await submitRequest(deps, officer, { id })
  const contentHash = (await readAgreement(deps, officer, id)).open?.contentHash ?? ''
  const approval = { id, contentHash, words: '' }
  await approveStep(deps, actorOf('heslb', 'head'), approval)
  await approveStep(deps, actorOf('nida', 'ict-officer'), {
    ...approval,
    words: 'Kwa majaribio → kisha kamili',
    quota,
    providerRegistration: 'namba ya NIDA',
  })
  await approveStep(deps, actorOf('nida', 'head'), approval)
  return id
}

async function bytesOf(id: string) {
  const view = await readAgreement(deps, officer, id)
  if (!view.inForce) throw new Error('not in force')
  return { view, bytes: await agreementDocument(view, view.inForce) }
}

async function textOf(pdf: PDFDocumentProxy): Promise<string> {
  let text = ''
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join(' ')
  }
  return text.replaceAll(/\s+/g, ' ')
}

test('the paper holds what is agreed and every approval, is tagged, in Swahili with English, and the same each time', async () => {
  const items = Array.from({ length: 120 }, (_, at) => `taarifa namba ${at + 1}`)
  const id = await agreed({ dataItems: items })
  const { view, bytes } = await bytesOf(id)
  expect(Buffer.from((await bytesOf(id)).bytes).equals(Buffer.from(bytes))).toBe(true)
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const { info } = await pdf.getMetadata()
  expect(info).toMatchObject({ Language: 'sw', Title: `Makubaliano ${id}` })
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  expect(pdf.numPages).toBeGreaterThan(1)
  const [width, height] = (await pdf.getPage(1)).view.slice(2)
  expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([595, 842])

  const text = await textOf(pdf)
  for (const item of items) expect(text).toContain(item)
  for (const said of [
    'Makubaliano ya kubadilishana taarifa',
    'Agreement to exchange data',
    'Kuthibitisha mwombaji wa mkopo',
    'Itathibitishwa',
    'namba ya HESLB',
    'namba ya NIDA',
    'Namna ya kuhakiki',
    `Ukurasa / Page 1 / ${pdf.numPages}`,
    'Kwa majaribio \ufffd kisha kamili',
  ]) {
    expect(text).toContain(said)
  }
  const unbroken = text.replaceAll(' ', '')
  for (const { said, hash, signature } of view.inForce?.steps ?? []) {
    expect(text).toContain(said.person.name)
    expect(text).toContain(hash)
    expect(unbroken).toContain(signature)
  }
})
