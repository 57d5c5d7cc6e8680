import { Worker } from 'node:worker_threads'
import { problem } from '../problems.ts'
import { documentFault } from './document-fault.ts'
import type { DocumentKind, Reading } from './read-document.ts'

/** A document of 2 MB takes one or two seconds. */
const readingMsMax = 10_000
const memoryMbMax = 512
/** At one moment, of the whole process, and how many may wait: each takes a processor and up to half a gigabyte. */
const readingMax = 2
const waitingMax = 10
let active = 0
const waiting: (() => void)[] = []

/**
 * Reads a document that somebody sent in a thread of its own: one that is made to be slow or large to read holds up nobody, and
 * is refused when its time or memory is over. Only few are read at once, so that many of them do not either.
 * @throws Problem `services.busy` when too many wait already
 */
export async function readDocumentApart(
  kind: DocumentKind,
  text: string,
  title: string,
): Promise<Reading> {
  if (waiting.length >= waitingMax) throw problem('busy')
  if (active >= readingMax) await new Promise<void>((resolve) => waiting.push(resolve))
  else active += 1
  try {
    return await readInThread(kind, text, title)
  } finally {
    // Whoever waited longest takes the place over.
    const next = waiting.shift()
    if (next) next()
    else active -= 1
  }
}

function readInThread(kind: DocumentKind, text: string, title: string): Promise<Reading> {
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
    worker.once('message', (found: Reading) => {
      clearTimeout(timer)
      resolve(found)
    })
    worker.once('error', (error: Error & { code?: string }) => {
      clearTimeout(timer)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refuse()
      else reject(error)
    })
  })
}
