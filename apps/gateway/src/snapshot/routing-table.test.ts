import { demoSnapshot, makeClients } from '@mtandao/testkit'
import { expect, test } from 'vitest'
import { buildRoutingTable } from './routing-table.ts'

const snapshot = demoSnapshot({ clients: makeClients(), provider: 'http://127.0.0.1:1' })
const print = 'A'.repeat(43)

test('every record is found under every name it has', () => {
  const table = buildRoutingTable(snapshot)
  const plain = table.services.get('plain')
  expect(plain?.of.identifier).toBe('TEST/GOV/2001/provider')
  expect(table.apiCodes.get('PLAIN')).toBe(plain)
  expect(table.pushCodes.get('NOTICES')).toBe(table.services.get('notices'))
  expect(table.r1Services.get('/r1/TEST/GOV/2001/provider/plain')).toBe(plain)
  expect(table.r1Systems.get('/r1/TEST/GOV/2001/provider')).toBe(plain?.of)
  expect(table.clients.get('consumer-client')?.agreements.get('plain')?.length).toBe(1)
})

test('the same snapshot gives the same table when its records stand in another order', () => {
  const turned = buildRoutingTable({
    ...snapshot,
    clients: snapshot.clients.toReversed(),
    services: snapshot.services.toReversed(),
    systems: snapshot.systems.toReversed(),
  })
  const table = buildRoutingTable(snapshot)
  expect(new Set(turned.r1Services.keys())).toEqual(new Set(table.r1Services.keys()))
  for (const [code, entry] of table.apiCodes)
    expect(turned.apiCodes.get(code)?.service).toEqual(entry.service)
})

test('a certificate that two clients registered is no credential by itself', () => {
  const shared = (names: readonly string[]) =>
    buildRoutingTable({
      ...snapshot,
      clients: snapshot.clients.map((client) =>
        names.includes(client.id) ? { ...client, certificates: [print, print] } : client,
      ),
    })
  expect(shared(['consumer-client']).certificates.get(print)?.client.id).toBe('consumer-client')
  expect(shared(['consumer-client', 'stranger-client']).certificates.get(print)).toBeUndefined()
})

test.each(['agreements', 'clients', 'institutions', 'services', 'systems'] as const)(
  'two %s of one name are refused',
  (name) => {
    const [first] = snapshot[name]
    expect(() => buildRoutingTable({ ...snapshot, [name]: [...snapshot[name], first] })).toThrow(
      'in the snapshot twice',
    )
  },
)
