import type { Endpoint } from '@mtandao/contracts'
import type { Text } from '@mtandao/problem'
import type { DocumentKind } from './contract/read-document.ts'
import type { VersionStatus } from './lifecycle.ts'

/** What a provider says of a service. */
export interface ServiceDescription {
  readonly name: Text
  readonly summary: Text
  readonly mode: 'sync' | 'async'
  readonly format: 'json' | 'xml'
  /** Who sees it in the catalogue: anyone, or whoever acts for an institution. */
  readonly audience: 'public' | 'institutions'
  readonly personalData: boolean
  /** Who to ask. */
  readonly contact: string
}

export interface OfferedService extends ServiceDescription {
  readonly id: string
  readonly institution: string
  readonly system: string
  /** The r1 service code. */
  readonly code: string
  readonly kind: 'pull' | 'push'
  /** apiCode or pushCode, from the first publication on. */
  readonly esbCode: string | null
  /** In the catalogue. */
  readonly listed: boolean
  readonly status: 'active' | 'suspended'
  readonly reason: Text | null
  /** Null also for one that an enrolment file suspended. */
  readonly suspendedBy: 'institution' | 'ega' | null
  readonly origin: 'portal' | 'enrolment'
  readonly createdAt: Date
}

export interface ServiceVersion {
  readonly number: number
  readonly status: VersionStatus
  readonly documentKind: DocumentKind
  readonly createdAt: Date
  readonly publishedAt: Date | null
  readonly deprecatedAt: Date | null
  /** `YYYY-MM-DD`, the last day it may be relied on. */
  readonly endsOn: string | null
  readonly retiredAt: Date | null
}

export interface ServiceEndpoint {
  /** Absent for push services. Secrets are sealed. */
  readonly endpoint: Endpoint | null
  readonly timeoutMs: number
  readonly concurrency: number
  readonly answerBytesMax: number
  readonly quota: { readonly perMinute: number; readonly perDay: number }
}

export const versionName = (number: number) => `v${number}`

/** What holds until the provider says otherwise. */
export const endpointDefaults: ServiceEndpoint = {
  endpoint: null,
  timeoutMs: 10_000,
  concurrency: 32,
  answerBytesMax: 1024 * 1024,
  quota: { perMinute: 600, perDay: 100_000 },
}
