import { parseCidr } from '@mtandao/net'
import { expect, test } from 'vitest'
import { checkUrl } from './check-url.ts'

const nowhere = () => Promise.resolve([])
const at =
  (...addresses: readonly string[]) =>
  () =>
    Promise.resolve(addresses)
const loopback = parseCidr('127.0.0.0/8')
if (!loopback) throw new Error('no network')

test.each([
  'http://127.0.0.1/x',
  'https://127.1/x',
  'https://0x7f.0.0.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest/meta-data',
  'https://10.0.0.7/',
  'https://172.16.0.1:8443/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://[fd12::1]/',
  'https://[fe80::1]/',
  'https://0.0.0.0/',
])('%s is refused unless its network is allowed', async (url) => {
  await expect(checkUrl(url, 'signed', [], nowhere)).rejects.toMatchObject({
    code: 'networks.url-refused',
    extra: { field: 'url' },
  })
})

test('a name is judged by every address it has', async () => {
  await checkUrl('https://huduma.go.tz/', 'signed', [], at('41.59.0.1', '2c0f:f248::1'))
  for (const address of ['10.0.0.1', '127.0.0.1', '::1', '::ffff:192.168.0.1']) {
    await expect(
      checkUrl('https://huduma.go.tz/', 'signed', [], at('41.59.0.1', address)),
    ).rejects.toThrow(/special address/)
  }
  await expect(checkUrl('https://haipo.go.tz/', 'signed', [], nowhere)).rejects.toThrow(
    /no network address/,
  )
})

test('an allowed network opens itself and nothing else', async () => {
  await checkUrl('http://127.0.0.1:9101/huduma', 'bearer', [loopback], nowhere)
  await expect(checkUrl('http://10.0.0.1/', 'signed', [loopback], nowhere)).rejects.toThrow()
})

test('secrets go by https over the public internet', async () => {
  await checkUrl('http://huduma.go.tz/', 'signed', [], at('41.59.0.1'))
  await checkUrl('https://huduma.go.tz/', 'bearer', [], at('41.59.0.1'))
  await expect(checkUrl('http://huduma.go.tz/', 'bearer', [], at('41.59.0.1'))).rejects.toThrow(
    /https/,
  )
})

test.each([
  '',
  'huduma.go.tz',
  'ftp://a.go.tz/',
  'file:///etc/passwd',
  'https://a:b@huduma.go.tz/',
])('%j is no address of a provider', async (url) => {
  await expect(checkUrl(url, 'signed', [], at('41.59.0.1'))).rejects.toThrow()
})
