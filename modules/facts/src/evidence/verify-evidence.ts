import type { FactsDeps } from '../deps.ts'
import { lookAt } from './evidence-folder.ts'
import { raiseAlarm, selectHashes } from './evidence-store.ts'

const batch = 200

export interface EvidenceCheck {
  readonly checked: number
  /** Alarms raised or raised again in this round. */
  readonly wrong: readonly { readonly sha256: string; readonly kind: 'altered' | 'missing' }[]
}

/** Holds every file against its hash; an aborted signal ends it by throwing. Of the whole country, by the platform itself: hence the plain database. */
export async function verifyEvidence(
  { database, dataDir, now }: Pick<FactsDeps, 'database' | 'dataDir' | 'now'>,
  signal?: AbortSignal,
): Promise<EvidenceCheck> {
  const wrong: { sha256: string; kind: 'altered' | 'missing' }[] = []
  let checked = 0
  for (let after = ''; ;) {
    signal?.throwIfAborted()
    const hashes = await selectHashes(database, after, batch)
    for (const sha256 of hashes) {
      const { is } = await lookAt(dataDir, sha256)
      checked += 1
      if (is === 'whole') continue
      await raiseAlarm(database, { sha256, kind: is, now: now() })
      wrong.push({ sha256, kind: is })
    }
    if (hashes.length < batch) break
    after = hashes.at(-1) ?? after
  }
  return { checked, wrong }
}
