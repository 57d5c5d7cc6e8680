import { parentPort, workerData } from 'node:worker_threads'
import { readDocument, type DocumentKind } from './read-document.ts'

/** One document, one answer: the thread ends after it. Started by `read-apart.ts` alone. */
const { kind, text, title } = workerData as { kind: DocumentKind; text: string; title: string }
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(await readDocument(kind, text, title))
