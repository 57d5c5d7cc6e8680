import { createRequire } from 'node:module'

/** The parts of `govesb-connector-js` that tests use. The package ships such types, but its `exports` hide them. */
export interface GovEsbHelper {
  getAccessToken(): Promise<{ readonly access_token: string }>
  requestData(code: string, body: string, format: 'json' | 'xml'): Promise<string | null>
  requestNida(code: string, body: string, format: 'json' | 'xml'): Promise<string | null>
  pushData(code: string, body: string, format: 'json' | 'xml'): Promise<string | null>
  successResponse(body: string | null, format: 'json' | 'xml'): Promise<string>
  failureResponse(body: string | null, message: string, format: 'json' | 'xml'): Promise<string>
  asyncSuccessResponse(body: string | null, format: 'json' | 'xml'): Promise<string>
  verifyThenReturnData(message: string, format: 'json' | 'xml'): string | null
  getEsbData(data: string, format: 'json' | 'xml', field: string): string
  signPayload(payload: string): string
  encrypt(data: string, recipientPublicKey: string): string
  decrypt(encrypted: string): string
}

interface GovEsbOptions {
  readonly clientPrivateKey?: string
  readonly esbPublicKey?: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly esbTokenUrl?: string
  readonly esbEngineUrl?: string
  readonly nidaUserId?: string
  readonly fetch?: typeof fetch
}

const require = createRequire(import.meta.url)
const connector = require('govesb-connector-js') as {
  readonly GovEsbHelper: new (options: GovEsbOptions) => GovEsbHelper
}

/** The unmodified class of the npm package. */
export const createHelper = (options: GovEsbOptions): GovEsbHelper =>
  new connector.GovEsbHelper(options)
