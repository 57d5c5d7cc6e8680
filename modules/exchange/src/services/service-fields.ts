import { z } from 'zod'
import type { EndpointToSet } from './set-endpoint.ts'
import type { OfferedService, ServiceDescription, ServiceEndpoint } from './offered-service.ts'

/** Ids of services, systems and institutions. */
export const idText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
export const segmentText = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/)
export const day = z.iso.date()

const name = z.string().trim().min(1).max(300)
const words = z.string().trim().max(2_000)

/** The description as a form sends it. */
export const descriptionFields = {
  nameSw: name,
  nameEn: name,
  summarySw: words.min(1),
  summaryEn: words.min(1),
  mode: z.enum(['sync', 'async']).default('sync'),
  format: z.enum(['json', 'xml']).default('json'),
  audience: z.enum(['public', 'institutions']),
  personal: z.enum(['yes', 'no']),
  contact: z.string().trim().min(1).max(300),
}
const description = z.object(descriptionFields)

export function descriptionOf(fields: z.output<typeof description>): ServiceDescription {
  return {
    name: { sw: fields.nameSw, en: fields.nameEn },
    summary: { sw: fields.summarySw, en: fields.summaryEn },
    mode: fields.mode,
    format: fields.format,
    audience: fields.audience,
    personalData: fields.personal === 'yes',
    contact: fields.contact,
  }
}

export function descriptionValues(service: OfferedService): Record<string, string> {
  return {
    nameSw: service.name.sw,
    nameEn: service.name.en,
    summarySw: service.summary.sw,
    summaryEn: service.summary.en,
    mode: service.mode,
    format: service.format,
    audience: service.audience,
    personal: service.personalData ? 'yes' : 'no',
    contact: service.contact,
  }
}

const secret = z.string().max(2_000)
const pem = z.string().trim().max(20_000)
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

/** The endpoint as a form or an operation sends it; empty text is nothing. */
export const endpointFields = {
  url: z.string().trim().max(2_000).default(''),
  security: z.enum(['signed', 'plain', 'bearer', 'basic', 'mtls']),
  username: z.string().trim().max(200).default(''),
  secret: secret.default(''),
  certificate: pem.default(''),
  privateKey: pem.default(''),
  ca: z.string().trim().max(60_000).default(''),
  timeoutMs: count(50, 300_000),
  concurrency: count(1, 10_000),
  answerBytesMax: count(1_024, 64 * 1024 * 1024),
  perMinute: count(1, 10_000_000),
  perDay: count(1, 1_000_000_000),
}
const endpoint = z.object(endpointFields)

export function endpointOf(fields: z.output<typeof endpoint>): EndpointToSet {
  const given = (text: string) => (text === '' ? undefined : text)
  return {
    url: given(fields.url),
    security: fields.security,
    username: given(fields.username),
    secret: given(fields.secret),
    certificate: given(fields.certificate),
    key: given(fields.privateKey),
    ca: given(fields.ca),
    timeoutMs: fields.timeoutMs,
    concurrency: fields.concurrency,
    answerBytesMax: fields.answerBytesMax,
    quota: { perMinute: fields.perMinute, perDay: fields.perDay },
  }
}

/** What is shown of an endpoint: never its secrets. */
export function endpointValues(stored: ServiceEndpoint): Record<string, string> {
  const security = stored.endpoint?.security
  return {
    url: stored.endpoint?.url ?? '',
    security: security?.type ?? 'signed',
    username: security?.type === 'basic' ? security.username : '',
    certificate: security?.type === 'mtls' ? security.certificate : '',
    ca: security?.type === 'mtls' ? (security.ca ?? '') : '',
    timeoutMs: String(stored.timeoutMs),
    concurrency: String(stored.concurrency),
    answerBytesMax: String(stored.answerBytesMax),
    perMinute: String(stored.quota.perMinute),
    perDay: String(stored.quota.perDay),
  }
}
