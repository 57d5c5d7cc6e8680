import { expect, test } from 'vitest'
import { runCampaign } from './campaign.ts'

test('after kill -9 of gateway, database and institutions under load nothing is lost, unproved or undelivered', async () => {
  const verdict = await runCampaign({
    rounds: 3,
    seed: 20_260_101,
    roundMs: 1500,
    lanes: 8,
    settleMs: 90_000,
    say: () => {},
  })
  expect(verdict.faults).toEqual([])
  expect(verdict).toMatchObject({ lost: 0, unproved: 0, undelivered: 0 })
  expect(verdict.kills).toEqual({ gateway: 1, parties: 1, postgres: 1 })
  expect(verdict.answers).toBeGreaterThan(50)
  expect(verdict.accepted).toBeGreaterThan(10)
  expect(verdict.receipts).toBeGreaterThan(5)
}, 180_000)
