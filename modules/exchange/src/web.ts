import type { KeyObject } from 'node:crypto'
import type { Audit } from '@mtandao/audit/contract'
import { joinWebs, type Web } from '@mtandao/http'
import type { Actor, Identity } from '@mtandao/identity/contract'
import type { Logger } from '@mtandao/log'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import { agreementsWeb } from './agreements/web.ts'
import { debuggerWeb } from './debugger/web.ts'
import { deliveriesWeb } from './deliveries/web.ts'
import { joiningWeb } from './joining/web.ts'
import { servicesWeb } from './services/web.ts'
import { viewerWeb } from './viewer/web.ts'

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
  /** Operations ports of the gateways, as this process reaches them. */
  readonly gatewayOpsUrls: readonly string[]
  readonly log: Logger
}

/** Every page and operation of the module. */
export function exchangeWeb(deps: ExchangeWebDeps): Web<Actor> {
  return joinWebs(
    joiningWeb(deps),
    servicesWeb(deps),
    agreementsWeb(deps),
    viewerWeb(deps),
    debuggerWeb(deps),
    deliveriesWeb(deps),
  )
}
