import type { KeyObject } from 'node:crypto'
import type { Audit } from '@mtandao/audit/contract'
import type { Identity } from '@mtandao/identity/contract'
import type { Logger } from '@mtandao/log'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'

/** What the pages and operations of the exchange are made of. */
export interface ExchangeWebDeps {
  readonly database: Database
  readonly register: Register
  readonly identity: Identity
  readonly audit: Audit
  readonly now: () => Date
  /** Ed25519 private key of the platform: signs approvals of agreements. */
  readonly signingKey: KeyObject
  /** 32 bytes, shared with the gateway: endpoint secrets are sealed with it. */
  readonly sealingKey: Uint8Array
  /** Base URLs of the two buses as systems reach them. */
  readonly gatewayUrl: string
  readonly sandboxUrl: string
  /** Networks in which providers may stand besides those e-GA allowed: the demo's own machine. */
  readonly allowedNetworks?: readonly string[]
  /** Operations ports of the gateways, as this process reaches them. */
  readonly gatewayOpsUrls: readonly string[]
  /** The same of the sandbox; without them its public key is not known and no example is offered. */
  readonly sandboxOpsUrls?: readonly string[]
  /** Lets us in where they ask for it; absent: no failed delivery can be seen or decided about. */
  readonly opsToken?: string | undefined
  readonly log: Logger
}
