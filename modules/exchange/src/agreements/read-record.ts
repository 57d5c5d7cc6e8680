import { createPublicKey } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { notFound, type AgreementDeps } from './deps.ts'
import { findRecord, listContents, listVersions } from './record-store.ts'
import type { SignedStep } from './signed-step.ts'
import { listSteps } from './trail-store.ts'

/** What somebody needs to verify an agreement without us: every text, every signed step, the public key. */
export interface AgreementRecord {
  readonly agreement: string
  /** base64 DER SubjectPublicKeyInfo, Ed25519. */
  readonly publicKey: string
  readonly versions: readonly {
    readonly version: number
    /** Canonical JSON, oldest first. */
    readonly contents: readonly string[]
    readonly steps: readonly SignedStep[]
  }[]
}

export async function readRecord(
  deps: Pick<AgreementDeps, 'database' | 'signingKey'>,
  actor: Actor,
  id: string,
): Promise<AgreementRecord> {
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await findRecord(db, id))) throw notFound(id)
    const versions = []
    for (const { number } of await listVersions(db, id)) {
      const contents = (await listContents(db, id, number)).map(({ content }) => content)
      versions.push({ version: number, contents, steps: await listSteps(db, id, number) })
    }
    const spki = createPublicKey(deps.signingKey).export({ type: 'spki', format: 'der' })
    return { agreement: id, publicKey: spki.toString('base64'), versions }
  })
}
