import { z } from 'zod'
import type { CataloguePlace } from './catalogue-store.ts'

/** Ids of services, and of institutions. */
export const serviceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)

const place = z.tuple([z.int().min(0).max(1), z.string().max(300), z.string().max(64)])

/** Where a page of the catalogue ended, in an address. */
export function placeText(at: CataloguePlace): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url')
}

/** A place that was spoilt on its way is the beginning. */
export function placeOf(text: string | undefined): CataloguePlace | undefined {
  if (text === undefined) return undefined
  try {
    return place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return undefined
  }
}
