import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchJournal, startConstellation, waitFor, type Constellation } from '@mtandao/testkit'
import { fsck } from '@mtandao/tlog'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { r1Request } from '../load/messages.ts'
import { nodeFile, startPiped } from '../load/piped-process.ts'

/**
 * The journal lies on a memory disk, nearly full from the beginning, that only the gateway's own mount namespace knows: it works as root and, where
 * user namespaces are allowed, as anybody, and leaves no mount behind.
 */
const isolates = ['unshare', '-rm']
const canMount =
  spawnSync(isolates[0] ?? '', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], {
    stdio: 'ignore',
  }).status === 0

describe.skipIf(!canMount)('a full disk (skipped where no mount namespace can be made)', () => {
  let country: Constellation
  let journal: string
  const dir = mkdtempSync(join(tmpdir(), 'mtandao-full-'))

  beforeAll(async () => {
    const mount = `mount -t tmpfs -o size=200m tmpfs '${dir}/journal' && head -c 180m /dev/zero > '${dir}/journal/filler' && exec "$@"`
    country = await startConstellation({
      dir,
      prefix: [...isolates, 'sh', '-c', mount, 'sh'],
      env: { GATEWAY_TOKEN_SECONDS: '600', GATEWAY_PUBLISH_INTERVAL_MS: '200' },
    })
    journal = `/proc/${country.gateway.pid()}/root${dir}/journal`
  })
  afterAll(async () => {
    await country[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true, force: true })
    rmSync(`${dir}.platform-key`, { force: true })
  })

  async function ask() {
    const connector = country.connect('consumer')
    await connector.helper.requestData('LOOKUP', '{"nin":"1"}', 'json')
    const wire = connector.last()
    return { status: wire?.status, text: wire?.text ?? '' }
  }

  test('is refused with its own code, nothing is forwarded unrecorded, and service resumes with the space', async () => {
    expect((await ask()).status).toBe(200)
    // What is already allocated still takes entries; traffic uses it up until the bus says no.
    const { provider, clients, gateway } = country
    const generator = startPiped([], nodeFile('../load/load-generator.ts'))
    const flood = await generator.ask({
      port: gateway.port,
      connections: 32,
      seconds: 60,
      warmupSeconds: 0,
      requests: [r1Request(clients.consumer, await country.token('consumer'))],
    })
    await generator.end()
    expect(JSON.parse(flood)).toMatchObject({ error: 'status 503' })

    const seen = provider.seen.length
    const refused = await ask()
    expect(refused.status).toBe(503)
    expect(refused.text).toContain('gateway.not-recorded')
    expect(
      country.connect('consumer').helper.verifyThenReturnData(refused.text, 'json'),
      'signed',
    ).not.toBeNull()
    expect(provider.seen).toHaveLength(seen)
    expect(gateway.alive()).toBe(true)

    rmSync(join(journal, 'filler'))
    await waitFor('service to resume', async () => (await ask()).status === 200, {
      withinMs: 15_000,
      everyMs: 200,
    })
    await waitFor(
      'publication to catch up',
      async () => {
        const entries = await fetchJournal(gateway.opsUrl)
        const asked = new Set(
          entries.filter(({ kind }) => kind === 'request').map(({ exchange }) => exchange),
        )
        return provider.seen.every(({ headers }) => asked.has(String(headers['x-exchange-id'])))
      },
      { withinMs: 20_000, everyMs: 500 },
    )
    const report = await fsck(join(journal, '0'), { vkey: gateway.logKey })
    expect(report.problems).toEqual([])
  }, 120_000)
})
