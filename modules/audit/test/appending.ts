import { createLogger } from '@mtandao/log'
import { openDatabase } from '@mtandao/pg'
import { createAudit } from '../src/index.ts'

/** The worker alone, as a process of its own that a test may kill: DATABASE_URL and a data folder. */
const [, , url = '', dataDir = ''] = process.argv
const audit = createAudit({
  database: openDatabase({ url }),
  now: () => new Date(),
  dataDir,
  log: createLogger({ area: 'audit' }),
})
await audit.run(new AbortController().signal)
