import { problem } from '../services/problems.ts'
import { messages } from './messages.ts'
import type { CatalogueEntry } from './see-catalogue.ts'
import { simulatedAnswer, type SimulatedAnswer } from './simulated-answer.ts'

/**
 * What the simulator answers to a person. `path` is `GET /taasisi/EGA`, or '' for a call by code.
 * @throws Problem `services.body-unreadable`
 */
export function tried(
  entry: CatalogueEntry,
  { path, body }: { path: string; body: string },
): SimulatedAnswer {
  const found = /^([A-Za-z]{1,10})\s+(\/\S*)$/.exec(path)
  if (path !== '' && !found) {
    const { sw, en } = messages['try.path.wrong']
    throw problem('body-unreadable', { detail: { sw, en }, extra: { field: 'path' } })
  }
  const isXml = body.trimStart().startsWith('<')
  // A body of GovESB may be several elements side by side.
  const bytes = Buffer.from(
    isXml ? `<root>${body.replace(/^\s*<\?xml[^>]*\?>/, '')}</root>` : body.trim(),
  )
  return simulatedAnswer(entry.contract, entry.service.kind, {
    method: found?.[1]?.toUpperCase() ?? 'POST',
    path: found?.[2]?.split('?')[0] ?? '',
    body:
      found && ['GET', 'HEAD', 'DELETE'].includes(found[1]?.toUpperCase() ?? '')
        ? Buffer.alloc(0)
        : bytes,
    format: bytes.length === 0 ? entry.service.format : isXml ? 'xml' : 'json',
  })
}
