/** `journal fsck` in a process of its own. Arguments: journal folder, verifier key. Prints `{"entries","seconds","problems"}`. */
import { fsck } from '@mtandao/tlog'

const [dir = '', vkey = ''] = process.argv.slice(2)
const begin = performance.now()
const { entries, problems } = await fsck(dir, { vkey })
const seconds = (performance.now() - begin) / 1000
process.stdout.write(`${JSON.stringify({ entries, seconds, problems: problems.length })}\n`)
