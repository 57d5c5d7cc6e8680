import { findCompany } from './records.ts'
import type { Received, Reply } from './party-server.ts'
import { PARTIES } from './plan.ts'

/** A provider that knows nothing of envelopes: a REST system behind a bearer secret that only the bus has. */
export function provideCompanies(received: Received, secret: string, path: string): Reply {
  if (received.authorization !== `Bearer ${secret}`)
    return json(401, { kosa: 'Siri ya basi haipo au si sahihi' })
  if (received.method === 'POST') return companyReply(numberIn(received.body))
  const [, collection, number, ...rest] = path.split('/')
  if (collection !== 'makampuni' || rest.length > 0) return json(404, { kosa: 'Njia haipo' })
  if (number !== undefined) return companyReply(decodeURIComponent(number))
  const numbers = ['110011', '110012', '110013']
  return json(200, { makampuni: numbers.map((namba) => findCompany(namba)) })
}

/** A system inside the government network that needs no secret: the bus alone can reach it. */
export function provideInstitutions(path: string): Reply {
  const [, collection, code, ...rest] = path.split('/')
  if (collection !== 'taasisi' || rest.length > 0) return json(404, { kosa: 'Njia haipo' })
  const rows = PARTIES.map(({ code: msimbo, name }) => ({ msimbo, ...name }))
  if (code === undefined) return json(200, { taasisi: rows })
  const row = rows.find(({ msimbo }) => msimbo === code)
  return row === undefined ? json(404, { kosa: 'Taasisi haipo' }) : json(200, row)
}

function companyReply(number: string): Reply {
  const row = findCompany(number)
  return row === undefined ? json(404, { kosa: 'Kampuni haipo katika daftari' }) : json(200, row)
}

/** The bare body of a GovESB message, as the bus hands it to a plain provider. */
function numberIn(body: string): string {
  try {
    const { namba } = JSON.parse(body) as { namba?: unknown }
    return String(namba)
  } catch {
    return ''
  }
}

function json(status: number, body: unknown): Reply {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}
