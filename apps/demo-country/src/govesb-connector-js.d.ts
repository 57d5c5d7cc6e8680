/**
 * What the demo country uses of `govesb-connector-js` 0.1.1. The package ships its own declarations, but its `exports`
 * hide them from TypeScript; and they leave out `apiCode`, a public member that `asyncSuccessResponse` sends as requestId.
 */
declare module 'govesb-connector-js' {
  export type Format = 'json' | 'xml'

  export interface GovEsbHelperOptions {
    /** base64 DER, PKCS#8. */
    readonly clientPrivateKey?: string
    /** base64 DER, SubjectPublicKeyInfo: the bus's key of our own curve. */
    readonly esbPublicKey?: string
    readonly clientId?: string
    readonly clientSecret?: string
    readonly esbTokenUrl?: string
    readonly esbEngineUrl?: string
    readonly nidaUserId?: string
    readonly fetch?: typeof fetch
  }

  export class GovEsbHelper {
    constructor(options?: GovEsbHelperOptions)
    apiCode: string | null
    accessToken: string | null
    getAccessToken(): Promise<unknown>
    requestData(apiCode: string, requestBody: string, format: Format): Promise<string | null>
    requestNida(apiCode: string, requestBody: string, format: Format): Promise<string | null>
    pushData(apiCode: string, requestBody: string, format: Format): Promise<string | null>
    successResponse(requestBody: string | null, format: Format): Promise<string>
    failureResponse(requestBody: string | null, message: string, format: Format): Promise<string>
    asyncSuccessResponse(requestBody: string | null, format: Format): Promise<string>
    verifyThenReturnData(esbResponse: string, format: Format): string | null
    getEsbData(dataBody: string, format: Format, field: string): string
    encrypt(data: string, recipientPublicKeyBase64: string): string
    decrypt(encryptedDataJson: string): string
  }
}
