import { RoutingSnapshot } from '@mtandao/contracts'
import { expect, test } from 'vitest'
import { demoSnapshot, makeClients } from './demo-snapshot.ts'
import { sealFor } from './keys.ts'

test('the demo snapshot is one that a gateway accepts', () => {
  const snapshot = demoSnapshot({
    clients: makeClients(),
    provider: 'http://127.0.0.1:1',
    callback: 'http://127.0.0.1:2/callback',
    seal: (id, clear) => sealFor(Buffer.alloc(32, 1), id, clear),
  })
  expect(RoutingSnapshot.parse(snapshot)).toEqual(snapshot)
})
