import type { Actor } from '@mtandao/identity/contract'
import { readDocumentApart } from './contract/read-apart.ts'
import type { DocumentKind } from './contract/read-document.ts'
import { changeService, requireManager, type ServicesDeps } from './deps.ts'
import { problem } from './problems.ts'
import { saveDraft } from './version-store.ts'

/**
 * Takes a document as the draft of the next version, in place of the draft there was.
 * @returns the version's number
 * @throws Problem `services.document-refused` with `documentFaults`: pointer, line and text of each fault
 */
export async function draftVersion(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  { kind, text }: { readonly kind: DocumentKind; readonly text: string },
): Promise<number> {
  requireManager(actor)
  // Read before any row is locked: a large document takes a moment.
  const { contract, faults } = await readDocumentApart(kind, text, id)
  if (faults) {
    throw problem('document-refused', {
      extra: {
        documentFaults: faults,
        faults: faults.map(({ pointer, line, text: said }) => ({
          field: 'document',
          text: placed(said, pointer, line),
        })),
      },
    })
  }
  return await changeService(deps, actor, id, async (db, service) => {
    const number = await saveDraft(db, {
      service: id,
      institution: service.institution,
      documentKind: kind,
      document: text,
      contract,
      at: deps.now(),
      by: actor.person.id,
    })
    await deps.audit.record(db, actor, {
      action: 'exchange.service-version-drafted',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { version: number, format: contract.format, operations: contract.operations.length },
    })
    return number
  })
}

function placed(
  { sw, en }: { readonly sw: string; readonly en: string },
  pointer: string,
  line: number | null,
) {
  const at = pointer === '' ? '' : ` (${pointer})`
  return {
    sw: `${line === null ? '' : `Mstari wa ${line}: `}${sw}${at}`,
    en: `${line === null ? '' : `Line ${line}: `}${en}${at}`,
  }
}
