import { Problem } from '@mtandao/problem'
import type { Actor } from '@mtandao/identity/contract'
import { file, hidden, notice, type Fault, type FormState, type Say } from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { z } from 'zod'
import type { Kept } from '../contract.ts'
import type { FactsWebDeps } from './deps.ts'
import { messages } from './messages.ts'
import { keptWords } from './parts.ts'
import { Sha256 } from './shapes.ts'

/** Evidence in a form: a file is kept at once, so that whoever has to correct another field need not choose it again. */
export const evidenceShape = {
  evidence: z.union([z.instanceof(File), z.string().max(0)]).optional(),
  /** What was kept when the form came back. */
  kept: z.union([Sha256, z.literal('')]).optional(),
}

const accept =
  '.pdf,.png,.jpg,.jpeg,.csv,.txt,application/pdf,image/png,image/jpeg,text/csv,text/plain'

export async function evidenceFields(
  { facts }: Pick<FactsWebDeps, 'facts'>,
  actor: Actor,
  { say, state, label, hint }: { say: Say; state: FormState; label: string; hint: string },
): Promise<ComponentChildren> {
  const t = say.of(messages)
  const sha256 = Sha256.safeParse(state.values['kept'])
  const kept = sha256.success ? await facts.findEvidence(actor, sha256.data) : undefined
  const props = { say, state, name: 'evidence', hint, accept, optional: true }
  if (!kept) return file({ ...props, label })
  return [
    notice('good', { title: label }, h('p', null, t('evidence.kept', keptWords(say, kept)))),
    hidden('kept', kept.sha256),
    file({ ...props, label: t('evidence.other') }),
  ]
}

export interface Posted {
  /** Hex SHA-256, of what came now or was kept before. */
  readonly sha256: string | null
  readonly faults: readonly Fault[]
}

/** Keeps the file that came, if one did. */
export async function keepPosted(
  { facts }: Pick<FactsWebDeps, 'facts'>,
  { actor, say }: { readonly actor: Actor; readonly say: Say },
  { evidence, kept }: z.output<z.ZodObject<typeof evidenceShape>>,
): Promise<Posted> {
  const before = kept === undefined || kept === '' ? null : kept
  // A field without a file sends an empty one.
  if (!(evidence instanceof File) || evidence.size === 0) return { sha256: before, faults: [] }
  try {
    const { sha256 }: Kept = await facts.keepEvidence(
      actor,
      new Uint8Array(await evidence.arrayBuffer()),
    )
    return { sha256, faults: [] }
  } catch (error) {
    return { sha256: before, faults: faultsOf(say, error) }
  }
}

/** What a person can put right, beside its field; everything else goes on its way. */
export function faultsOf(say: Say, error: unknown): readonly Fault[] {
  if (!(error instanceof Problem) || error.kind.retry !== 'after-correction') throw error
  const field = error.extra['field']
  const text = say.text(error.detail ?? error.kind.title)
  return [{ field: typeof field === 'string' ? field : '', text }]
}

/** What was typed, with the file that is kept by now. */
export function stateOf(
  fields: Readonly<Record<string, unknown>>,
  { sha256 }: Posted,
  faults: readonly Fault[],
): FormState {
  const typed = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return {
    values: { ...Object.fromEntries(typed), ...(sha256 !== null && { kept: sha256 }) },
    faults,
  }
}
