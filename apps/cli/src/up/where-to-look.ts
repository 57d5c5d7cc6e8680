import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { both } from '../words.ts'
import type { UpConfig } from './config.ts'
import { foldersOf } from './constellation.ts'

/** What is printed when everything is up: the portal first, then the bus, then something to paste, and how to stop. */
export function whereToLook(config: UpConfig): string {
  const { ports, data } = config
  const portal = `http://127.0.0.1:${ports.portal.number}/`
  const gateway = `http://127.0.0.1:${ports.gateway.number}`
  return [
    '',
    both({ sw: 'Serikali Mtandao iko tayari.', en: 'Serikali Mtandao is ready.' }),
    '',
    `  1. Tovuti / Portal:   ${portal}`,
    `  2. Basi / Gateway:    ${gateway}`,
    `  3. Majaribio / Sandbox: http://127.0.0.1:${ports.sandbox.number}`,
    ...(ports.demo === undefined ? [] : example(config, gateway)),
    '',
    `  Data:                 ${data}`,
    `  Kumbukumbu / Logs:    ${foldersOf(config).logs}`,
    '  Kusimamisha / To stop: Ctrl-C',
    '',
  ].join('\n')
}

/** The curl runs in any POSIX shell and needs nothing else; the script uses the connector as it comes from npm. */
function example(config: UpConfig, gateway: string): readonly string[] {
  const { demo } = foldersOf(config)
  const country = JSON.parse(readFileSync(join(demo, 'country.json'), 'utf8')) as {
    readonly parties: {
      readonly mfano: { readonly clientId: string; readonly clientSecret: string }
    }
  }
  const { clientId, clientSecret } = country.parties.mfano
  const token = `curl -s -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} ${gateway}/gw/govesb-uaa/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'`
  const service = `${gateway}/r1/TZ-MFANO/GOV/BRELA/makampuni/makampuni/makampuni/110011`
  return [
    '  4. Nakili na ubandike / Copy and paste:',
    '',
    '     Daftari la makampuni kupitia basi / The business registry through the bus',
    `curl -s -H "Authorization: Bearer $(${token})" -H 'X-Road-Client: TZ-MFANO/GOV/MFANO/jaribio' ${service}`,
    '',
    '     Utambulisho, umesainiwa kwa govesb-connector-js / Identity, signed with govesb-connector-js',
    exampleScript(config, gateway),
    '',
    '     Siri ya mteja «mfano» inaonyeshwa kwa sababu ni ya maonesho tu.',
    '     The secret of client “mfano” is shown because it is only a demo.',
  ]
}

function exampleScript({ root, data, ports }: UpConfig, gateway: string): string {
  const script = join(root, 'apps/demo-country/example.mjs')
  const settings = [
    ...(data === join(root, 'data') ? [] : [`MTANDAO_DATA=${quoted(data)}`]),
    ...(ports.gateway.number === 8090 ? [] : [`GATEWAY_URL=${gateway}`]),
  ]
  const near = relative(process.cwd(), script)
  return [...settings, 'node', quoted(near.startsWith('..') ? script : near)].join(' ')
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
