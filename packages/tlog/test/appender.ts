import { openSync, writeSync } from 'node:fs'
import { openJournal } from '../src/index.ts'
import { origin, seed, series } from './series.ts'

/**
 * A process to be killed: appends the series for ever, and keeps in a file how many entries were acknowledged.
 */
const [, , dir = '', acknowledgedFile = ''] = process.argv
const file = openSync(acknowledgedFile, 'w')
const segmentBytes = 1 << 18
const journal = await openJournal({ dir, origin, seed, publishIntervalMs: 15, segmentBytes })

let inFlight = 0
let acknowledged = journal.durableSize

function send(): void {
  for (; inFlight < 24; inFlight++)
    journal.append(series(journal.nextIndex), (error) => {
      if (error !== undefined) throw error
      inFlight--
      writeSync(file, String(++acknowledged).padStart(12), 0)
    })
  setImmediate(send)
}
send()
writeSync(1, 'appending\n')
