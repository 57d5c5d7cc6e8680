import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Kept } from '../contract.ts'
import type { FactsDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { lookAt, sha256Of, writeFileOnce } from './evidence-folder.ts'
import { insertKept, raiseAlarm, selectKept, sumKept } from './evidence-store.ts'
import { sniff } from './sniff.ts'

export const evidenceBytesMax = 10 * 1024 * 1024
/** Of one institution together: nobody fills the disk that everything else lies on. */
const institutionBytesMax = 5 * 1024 * 1024 * 1024

/**
 * Keeps a file for the actor's institution, once, by its hash. The file is on the disk before its row: a crash between the two leaves a
 * file that nobody asks for, never a row without one.
 */
export async function keepEvidence(
  deps: FactsDeps,
  actor: Actor,
  bytes: Uint8Array,
): Promise<Kept> {
  requireKeeper(actor)
  if (bytes.byteLength > evidenceBytesMax)
    throw problem('evidence-too-large', { extra: { field: 'evidence' } })
  const mediaType = sniff(bytes)
  if (!mediaType) throw problem('evidence-type', { extra: { field: 'evidence' } })
  const sha256 = sha256Of(bytes)
  const own = deps.database.within(scopeOf(actor))
  const isGiven = (await selectKept(own, sha256)) !== undefined
  if (!isGiven && (await sumKept(own, actor.institution)) + bytes.byteLength > institutionBytesMax)
    throw problem('evidence-full', { extra: { field: 'evidence' } })
  await writeFileOnce(deps.dataDir, sha256, bytes)
  const kept: Kept = {
    sha256,
    institution: actor.institution,
    bytes: bytes.byteLength,
    mediaType,
    person: actor.person.id,
    at: deps.now(),
  }
  await own.transact(async (db) => {
    if (!(await insertKept(db, kept))) return
    await deps.audit.record(db, actor, {
      action: 'facts.evidence-kept',
      subject: { type: 'evidence', id: sha256 },
      institutions: [],
      detail: { bytes: kept.bytes, mediaType },
    })
  })
  return kept
}

/** Who declares, and e-GA's officers, who verify. @throws Problem `facts.not-yours` */
function requireKeeper(actor: Actor): void {
  if (actor.suspended || !holds(actor, 'ict-officer', 'head', 'ega-officer'))
    throw problem('not-yours')
}

/** What is known of a file that the actor may open; undefined: not theirs, or not there. */
export async function findEvidence(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor | undefined,
  sha256: string,
): Promise<Kept | undefined> {
  return await selectKept(database.within(scopeOf(actor)), sha256)
}

/**
 * The file of who may see it, as it was given. Altered bytes are never handed out. Serve it as a download, never inside a page.
 * @throws Problem `facts.evidence-not-found`, `facts.evidence-altered`
 */
export async function openEvidence(
  { database, dataDir, now }: FactsDeps,
  actor: Actor,
  sha256: string,
): Promise<{ readonly kept: Kept; readonly bytes: Buffer }> {
  const kept = await selectKept(database.within(scopeOf(actor)), sha256)
  if (!kept) throw problem('evidence-not-found')
  const look = await lookAt(dataDir, sha256)
  if (look.is === 'whole') return { kept, bytes: look.bytes }
  // The alarm is the platform's own, not the reader's: hence the plain database.
  await raiseAlarm(database, { sha256, kind: look.is, now: now() })
  throw problem('evidence-altered')
}
