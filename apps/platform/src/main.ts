import { once } from 'node:events'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'
import { listen } from './listen.ts'

/** Config → compose → listen → wait → close in reverse. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const stop = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort())

  const platform = compose(config)
  const server = await listen(platform.app, config)
  platform.log.info('listening', { host: config.host, port: server.port })

  const running = platform.run(stop.signal).catch((error: unknown) => {
    // We no longer know in what state the database is: stop, and let the supervisor start us again.
    platform.log.error('stopped-by-fault', { error })
    process.exitCode = 1
    stop.abort()
  })
  if (!stop.signal.aborted) await once(stop.signal, 'abort')

  platform.log.info('stopping')
  await server.close()
  await running
  await platform.close()
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
