/**
 * `npm run test:crash`: kill -9 of gateway, providers and PostgreSQL at random moments under real traffic, then the reckoning.
 * Exit code 1 when anything was lost, unproved or undelivered.
 *
 *   --rounds N   kills (25)      --seed N   of an earlier run, to choose the same victims and moments
 *   --json       nothing but the last line of figures changes: it is always JSON
 */
import { parseArgs } from 'node:util'
import { runCampaign } from './campaign.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '25' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    json: { type: 'boolean', default: false },
  },
})
const say = (text: string) => process.stdout.write(`${text}\n`)
say(`seed ${values.seed}`)
const verdict = await runCampaign({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  roundMs: 3000,
  lanes: 12,
  settleMs: 120_000,
  say,
})
const { rounds, lost, unproved, undelivered, faults, kills } = verdict
for (const fault of faults.slice(0, 50)) say(fault)
say(
  `${verdict.answers} answers, ${verdict.accepted} accepted messages, ${verdict.receipts} receipts; ` +
    `killed: gateway ${kills.gateway}, other institutions ${kills.parties}, PostgreSQL ${kills.postgres}`,
)
say(JSON.stringify({ rounds, lost, unproved, undelivered }))
process.exitCode = lost + unproved + undelivered === 0 ? 0 : 1
