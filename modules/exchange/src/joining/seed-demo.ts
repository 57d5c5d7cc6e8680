import { generateKeyPairSync } from 'node:crypto'
import { demoPerson } from '../demo-person.ts'
import { askForProduction } from './ask-production.ts'
import { listClientRows } from './client-store.ts'
import type { JoiningDeps } from './deps.ts'
import { makeSandboxClient } from './make-client.ts'

const system = 'mfano-jaribio'

/**
 * One request for production that waits for e-GA, so that its officers find what a request looks like. Its keys are thrown away: nobody
 * will ever call with them. What was done once is left. Only for the demo.
 */
export async function seedDemoJoining(deps: JoiningDeps): Promise<void> {
  const { database, register } = deps
  // Outside any scope: the demo is all institutions at once.
  const found = await register.findSystem(database, system)
  const officer = found && (await demoPerson(deps, found.institution, 'ict-officer'))
  if (!officer) return
  const made = await listClientRows(database, { system, environment: 'sandbox', limit: 1 })
  if (made.length > 0) return
  const label = 'Mteja wa pili (mfano)'
  await makeSandboxClient(deps, officer, { system, label, publicKey: publicKey() })
  await askForProduction(deps, officer, {
    system,
    label,
    purpose: 'Kujaribu njia ya maombi ya matumizi halisi (mfano)',
    publicKey: publicKey(),
  })
}

function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return key.export({ type: 'spki', format: 'der' }).toString('base64')
}
