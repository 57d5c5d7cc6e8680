import { once } from 'node:events'
import { join } from 'node:path'
import { readConfig, readRunConfig } from './config.ts'
import { startCountry } from './country.ts'
import { enrolmentOf } from './enrolment.ts'
import { readOrMakeSecrets, writeIfChanged } from './secrets.ts'
import { openMailServer } from './mail-server.ts'
import { Mailbox } from './mailbox.ts'
import { mailPortOf } from './plan.ts'
import { openStatusServer } from './status-server.ts'

/** `init` makes the country's keys and its application to the bus; without a word the country comes to life. */
async function main(): Promise<void> {
  const { folder, firstPort } = readConfig(process.env)
  const secrets = readOrMakeSecrets(folder, new Date())
  writeIfChanged(join(folder, 'enrolment.json'), enrolmentOf(secrets, firstPort))
  if (process.argv[2] === 'init') return

  const config = readRunConfig(process.env)
  const asked = askedToStop(config.supervised)
  const mailbox = new Mailbox()
  const mail = await openMailServer(mailbox, mailPortOf(config.firstPort))
  const country = await startCountry(config, secrets)
  const status = await openStatusServer(country, mailbox, config.firstPort)
  process.stdout.write(`demo country ready: http://127.0.0.1:${config.firstPort}/status\n`)
  await asked
  await country.close()
  await mail.close()
  status.close()
  status.closeAllConnections()
}

/** A signal, or the end of the supervisor: it holds the other end of our standard input. */
async function askedToStop(supervised: boolean): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal))
  const orphaned = supervised ? [once(process.stdin.resume(), 'end')] : []
  await Promise.race([...signals, ...orphaned])
  process.stdin.destroy()
}

await main()
