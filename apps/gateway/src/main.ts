import cluster from 'node:cluster'
import { readConfig } from './config.ts'
import { initDataDir } from './keys.ts'
import { runNode, runWorker } from './node.ts'

/** `main.ts` serves; `main.ts init` makes the data directory's keys and ends. Both read the same environment. */
async function main(): Promise<void> {
  if (process.argv[2] === 'init') {
    const dataDir = process.env['GATEWAY_DATA_DIR']
    if (!dataDir) throw new Error('configuration:\n  GATEWAY_DATA_DIR must be set')
    await initDataDir(dataDir, process.env['GATEWAY_NODE'] || 'govesb.local')
    return
  }
  const config = readConfig(process.env)
  const stop = new AbortController()
  const end = () => stop.abort()
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.on('SIGHUP', end)
  if (config.supervised && cluster.isPrimary)
    process.stdin.resume().once('close', end).once('end', end)
  await (cluster.isPrimary ? runNode(config, stop.signal) : runWorker(config, stop))
}

try {
  await main()
  process.exitCode ??= 0
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
// Connections and timers of libraries may linger; everything of ours is closed by now.
setTimeout(() => process.exit(), 500).unref()
if (cluster.isWorker) process.disconnect()
