import { expect, test } from 'vitest'
import {
  advance,
  advanceVersion,
  agreementStates,
  busStatusOf,
  mayMove,
  type AgreementMove,
} from './lifecycle.ts'

const moves: readonly AgreementMove[] = [
  'submit',
  'reopen',
  'refuse',
  'withdraw',
  'begin',
  'suspend',
  'resume',
  'end',
  'expire',
]

test('the whole table of an agreement’s life, and nothing beside it', () => {
  const allowed = agreementStates.flatMap((state) =>
    moves
      .filter((move) => mayMove(state, move))
      .map((move) => `${state} ${move} ${advance(state, move)}`),
  )
  expect(allowed).toEqual([
    'draft submit pending',
    'draft withdraw ended',
    'pending reopen draft',
    'pending refuse refused',
    'pending withdraw ended',
    'pending begin active',
    'active begin active',
    'active suspend suspended',
    'active end ended',
    'active expire expired',
    'suspended begin suspended',
    'suspended resume active',
    'suspended end ended',
    'suspended expire expired',
    'expired begin active',
    'expired end ended',
  ])
})

test('a move that is not listed says the state in both languages', () => {
  expect(() => advance('ended', 'resume')).toThrow(
    expect.objectContaining({ code: 'agreements.wrong-state', extra: { state: 'ended' } }),
  )
  expect(() => advanceVersion('in-force', 'approve')).toThrow(
    expect.objectContaining({ code: 'agreements.wrong-state' }),
  )
})

test('the bus sees only what came into force, and nothing of a request', () => {
  expect(agreementStates.map((state) => [state, busStatusOf(state)])).toEqual([
    ['draft', undefined],
    ['pending', undefined],
    ['active', 'active'],
    ['suspended', 'suspended'],
    ['expired', 'ended'],
    ['ended', 'ended'],
    ['refused', undefined],
  ])
})
