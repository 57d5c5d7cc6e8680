import type { Format } from 'govesb-connector-js'
import { fetchInTime, readEnvelope, type Line } from './bus.ts'
import { INSTANCE, getOffer, getParty } from './plan.ts'
import type { Tally } from './tally.ts'

export interface CallContext {
  readonly line: Line
  readonly tally: Tally
  readonly random: () => number
  /** r1 clients keep their token until it runs out. */
  readonly tokens: Map<string, { readonly token: string; readonly until: number }>
}

/** One kind of call that one institution makes, and how often compared with the others. */
export interface Call {
  readonly from: string
  readonly service: string
  readonly weight: number
  /** Makes the call once. Returns why it failed, or nothing when it did not. */
  make(context: CallContext): Promise<string | undefined>
}

const BUS_SIGNATURE_WRONG = 'saini ya basi si sahihi'

/** A number that is on the register, but for one in sixteen. */
export function drawNumber(random: () => number): string {
  const stem = String(100_000 + Math.floor(random() * 899_999))
  if (random() < 1 / 16) return `${stem}00`
  return `${stem}${String(1 + Math.floor(random() * 98)).padStart(2, '0')}`
}

function bodyOf(format: Format, fields: Readonly<Record<string, string>>): string {
  if (format === 'json') return JSON.stringify(fields)
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')
}

/** What the connector returned, judged: nothing returned means the bus's signature was not right. */
function judge(data: string | null, format: Format, { tally }: CallContext): string | undefined {
  tally.checked(data !== null)
  if (data === null) return BUS_SIGNATURE_WRONG
  const { success, message } = readEnvelope(data, format)
  return success ? undefined : (message ?? 'bila maelezo')
}

const codeOf = (service: string): string => getOffer(service).esbCode ?? ''

function pull(from: string, service: string, field: string, weight: number, format: Format): Call {
  return {
    from,
    service,
    weight,
    async make(context) {
      const body = bodyOf(format, { [field]: drawNumber(context.random) })
      const data = await context.line.connect().requestData(codeOf(service), body, format)
      return judge(data, format, context)
    },
  }
}

function askNida(from: string, weight: number, format: Format): Call {
  const service = 'nida-utambulisho'
  return {
    from,
    service,
    weight,
    async make(context) {
      const body = bodyOf(format, { nin: drawNumber(context.random) })
      const data = await context.line.connect().requestNida(codeOf(service), body, format)
      return judge(data, format, context)
    },
  }
}

type Draw = (random: () => number) => Readonly<Record<string, string>>

function push(from: string, service: string, weight: number, format: Format, draw: Draw): Call {
  return {
    from,
    service,
    weight,
    async make(context) {
      const body = bodyOf(format, draw(context.random))
      const data = await context.line.connect().pushData(codeOf(service), body, format)
      return judge(data, format, context)
    },
  }
}

/** The bus carries what it cannot read: question and answer are encrypted end to end. */
function pullEncrypted(from: string, service: string, weight: number): Call {
  return {
    from,
    service,
    weight,
    async make(context) {
      const helper = context.line.connect()
      const question = JSON.stringify({ akaunti: drawNumber(context.random), mwombaji: from })
      const reader = context.line.publicKeyOf(getOffer(service).party)
      const body = helper.encrypt(question, reader)
      const data = await helper.requestData(codeOf(service), body, 'json')
      const failure = judge(data, 'json', context)
      if (failure !== undefined || data === null) return failure
      const answer = JSON.parse(
        helper.decrypt(helper.getEsbData(data, 'json', 'esbBody')),
      ) as object
      return 'akaunti' in answer ? undefined : 'jibu lililosimbwa halikufunguka'
    },
  }
}

/** X-Road style: an ordinary HTTP call through the bus, with a bearer token. */
function rest(
  from: string,
  service: string,
  weight: number,
  path: (number: string) => string,
): Call {
  return {
    from,
    service,
    weight,
    async make(context) {
      const offer = getOffer(service)
      const provider = getParty(offer.party)
      const own = getParty(from)
      const token = await tokenFor(from, context)
      const target = [INSTANCE, provider.class, provider.code, provider.system.code, offer.code]
      const response = await fetchInTime(
        `${context.line.gatewayUrl}/r1/${target.join('/')}${path(drawNumber(context.random))}`,
        {
          headers: {
            authorization: `Bearer ${token}`,
            'x-road-client': [INSTANCE, own.class, own.code, own.system.code].join('/'),
          },
        },
      )
      const text = await response.text()
      if (response.ok) return undefined
      if (response.status === 401) context.tokens.delete(from)
      return `r1 ${response.status} ${reasonIn(text)}`
    },
  }
}

async function tokenFor(from: string, { line, tokens }: CallContext): Promise<string> {
  const kept = tokens.get(from)
  if (kept !== undefined && kept.until > Date.now()) return kept.token
  const response = await fetchInTime(`${line.gatewayUrl}/gw/govesb-uaa/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: line.own.clientId,
      client_secret: line.own.clientSecret,
    }),
  })
  if (!response.ok) throw new Error(`tokeni haikutolewa: ${response.status}`)
  const answer = (await response.json()) as { access_token: string; expires_in: number }
  const until = Date.now() + Math.max(1, answer.expires_in - 30) * 1_000
  tokens.set(from, { token: answer.access_token, until })
  return answer.access_token
}

/** The problem's code (RFC 9457) or the provider's own word for it. */
function reasonIn(text: string): string {
  try {
    const body = JSON.parse(text) as { code?: string; type?: string; kosa?: string }
    return (body.code ?? body.kosa ?? body.type ?? '').slice(0, 80)
  } catch {
    return ''
  }
}

const revenue: Draw = (random) => ({
  stakabadhi: `MF${drawNumber(random)}`,
  kiasi: String(10_000 + Math.floor(random() * 5_000_000)),
  sarafu: 'TZS',
  chanzo: 'Tozo ya huduma (mfano)',
})

const tender: Draw = (random) => ({
  namba: `ZBN-${drawNumber(random)}`,
  kichwa: 'Ununuzi wa vifaa vya TEHAMA (mfano)',
  mwisho: '2026-12-31',
})

/**
 * Everything that goes on in the demo country. Weights are shares of the whole trickle: at the usual rate no institution that calls is
 * silent for half a minute, but for once in many days, so that one that is says something.
 */
export const CALLS: readonly Call[] = [
  askNida('heslb', 6, 'json'),
  askNida('udom', 4, 'json'),
  askNida('tcra', 2, 'xml'),
  pull('udom', 'heslb-mikopo', 'mwanafunzi', 3, 'json'),
  pull('udsm', 'heslb-mikopo', 'mwanafunzi', 2, 'xml'),
  pull('maji', 'tanesco-umeme', 'mita', 4, 'json'),
  pull('tanesco', 'maji-ankara', 'ankara', 4, 'xml'),
  pull('ega', 'maji-ankara', 'ankara', 2, 'json'),
  pull('bot', 'tcra-leseni', 'leseni', 3, 'json'),
  pull('heslb', 'udsm-wahitimu', 'cheti', 4, 'json'),
  pull('tcra', 'udsm-wahitimu', 'cheti', 1, 'xml'),
  pull('tanesco', 'brela-makampuni', 'namba', 2, 'json'),
  pullEncrypted('fedha', 'bot-akaunti', 3),
  rest('ppra', 'brela-makampuni', 4, (number) => `/makampuni/${number}`),
  rest('udom', 'ega-taasisi', 2, () => '/taasisi/EGA'),
  rest('maji', 'ega-taasisi', 1, () => '/taasisi'),
  push('fedha', 'fedha-mapato', 2, 'json', revenue),
  push('ppra', 'ppra-zabuni', 1, 'xml', tender),
  askNida('costech', 1, 'json'),
]
