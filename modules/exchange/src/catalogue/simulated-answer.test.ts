import { expect, test } from 'vitest'
import { exampleDocument } from '../services/contract/read-example.ts'
import { readDocument } from '../services/contract/read-document.ts'
import { simulatedAnswer } from './simulated-answer.ts'

const openapi = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Kampuni', version: '1' },
  paths: {
    '/': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['namba'],
                properties: { namba: { type: 'string' } },
              },
              examples: { hai: { value: { namba: '1' } }, imefungwa: { value: { namba: '2' } } },
            },
          },
        },
        responses: {
          200: {
            description: 'Sawa',
            content: {
              'application/json': {
                examples: {
                  hai: { value: { namba: '1', hali: 'HAI' } },
                  imefungwa: { value: { namba: '2', hali: 'IMEFUNGWA' } },
                },
              },
            },
          },
        },
      },
    },
    '/makampuni/{namba}': {
      get: {
        parameters: [{ name: 'namba', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'Sawa',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { jina: { type: 'string', examples: ['Mfano Ltd'] } },
                },
              },
            },
          },
        },
      },
    },
  },
})

async function ask(
  document: { kind: 'openapi' | 'example'; text: string },
  {
    body = '',
    method = 'POST',
    path = '',
    format = 'json' as 'json' | 'xml',
    kind = 'pull' as 'pull' | 'push',
  },
) {
  const { contract } = await readDocument(document.kind, document.text, 'x')
  if (!contract) throw new Error('refused')
  const {
    status,
    body: answered,
    headers,
  } = simulatedAnswer(contract, kind, {
    method,
    path,
    format,
    body: Buffer.from(body),
  })
  expect(headers['x-simulated']).toBe('true')
  return [status, answered.toString()]
}
const company = { kind: 'openapi', text: openapi } as const

test('a request like an example gets the answer of that name', async () => {
  expect(await ask(company, { body: '{"namba":"2"}' })).toEqual([
    200,
    '{"namba":"2","hali":"IMEFUNGWA"}',
  ])
})

test('another request gets the first answer, about what was asked', async () => {
  expect(await ask(company, { body: '{"namba":"77"}' })).toEqual([
    200,
    '{"namba":"77","hali":"HAI"}',
  ])
})

test('a request that lacks something is told what', async () => {
  const [status, body] = await ask(company, { body: '{}' })
  expect(status).toBe(400)
  expect(body).toContain('namba')
  expect((await ask(company, { body: 'x' }))[0]).toBe(400)
})

test('r1 paths find their own operation, and others are not there', async () => {
  expect(await ask(company, { method: 'GET', path: '/makampuni/9' })).toEqual([
    200,
    '{"jina":"Mfano Ltd"}',
  ])
  expect((await ask(company, { method: 'GET', path: '/mengine' }))[0]).toBe(404)
  expect((await ask(company, { method: 'DELETE', path: '/makampuni/9' }))[0]).toBe(404)
})

test('what is answered is in the format that is asked in, whatever the example was written in', async () => {
  const xml = {
    kind: 'example',
    text: exampleDocument('<ankara>1</ankara>', '<kiasi>5</kiasi><ankara>1</ankara>'),
  } as const
  expect(await ask(xml, { body: '<root><ankara>8</ankara></root>', format: 'xml' })).toEqual([
    200,
    '<root><kiasi>5</kiasi><ankara>1</ankara></root>',
  ])
  expect((await ask(xml, { body: '{"ankara":"1"}' }))[1]).toContain('"ankara"')
  expect(
    (await ask(company, { body: '<root><namba>3</namba></root>', format: 'xml' }))[1],
  ).toContain('<hali>HAI</hali>')
})

test('a push is acknowledged', async () => {
  expect(await ask(company, { body: '{"a":1}', kind: 'push' })).toEqual([
    200,
    '{"imepokelewa":true}',
  ])
})
