/**
 * Holds the embedded PostgreSQL. A process of its own between `up` and the server, so that the server is stopped cleanly
 * also when `up` is killed with -9: the channel between them closes then, and that is our sign.
 */
import { once } from 'node:events'
import { EmbeddedPostgresError, startEmbedded } from '@mtandao/pg/embedded'
import { both } from '../words.ts'

async function main(): Promise<void> {
  const dataDir = process.env['PG_DATA_DIR']
  if (dataDir === undefined) throw new Error('PG_DATA_DIR is not set')
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'].map((name) => once(process, name))
  const asked = Promise.race(signals)
  const server = await startEmbedded({
    dataDir,
    port: Number(process.env['PG_PORT']),
    onProgress: (step) => process.send?.({ progress: step }),
  })
  process.send?.({ url: server.url })
  const died = await Promise.race([asked.then(() => false), server.exited.then(() => true)])
  await server.stop()
  if (process.connected) process.disconnect()
  // The server died by itself: our own end tells the supervisor to start us again.
  process.exitCode = died ? 1 : 0
}

try {
  await main()
} catch (fault) {
  if (!(fault instanceof EmbeddedPostgresError)) throw fault
  process.stderr.write(`${both(fault.text)}\n`)
  if (process.connected) process.disconnect()
  process.exitCode = 1
}
