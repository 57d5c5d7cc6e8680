import { Worker } from 'node:worker_threads'
import { documentFault } from './document-fault.ts'
import type { DocumentKind, Reading } from './read-document.ts'

/** A document of 2 MB takes one or two seconds. */
const readingMsMax = 10_000
const memoryMbMax = 512

/**
 * Reads a document that somebody sent in a thread of its own: one that is made to be slow or large to read holds up nobody, and
 * is refused when its time or memory is over.
 */
export function readDocumentApart(
  kind: DocumentKind,
  text: string,
  title: string,
): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('read-worker.ts', import.meta.url), {
      workerData: { kind, text, title },
      resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
    })
    const refuse = () => {
      void worker.terminate()
      resolve({ faults: [documentFault('too-slow')] })
    }
    const timer = setTimeout(refuse, readingMsMax)
    worker.once('message', (reading: Reading) => {
      clearTimeout(timer)
      resolve(reading)
    })
    worker.once('error', (error: Error & { code?: string }) => {
      clearTimeout(timer)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refuse()
      else reject(error)
    })
  })
}
