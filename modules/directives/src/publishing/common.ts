import { edge } from '@mtandao/http'
import { EGA, holds, seesCountry, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'

export const { page, form, action, operation } = edge<Actor>()
export const officers = ['ega-officer'] as const
/** Who may download a table with every reason. */
export const countryReaders = ['ega-officer', 'auditor', 'minister-office'] as const
export const nowhere = z.object({})

/** Whether the reader is shown where to publish. */
export function mayPublish(actor: Actor | undefined): boolean {
  return actor !== undefined && actor.institution === EGA && holds(actor, ...officers)
}

/** Whether the log of acts shows the reader what e-GA published. */
export function readsActs(actor: Actor | undefined): boolean {
  return actor !== undefined && seesCountry(actor) && holds(actor, 'ega-officer', 'auditor')
}

/** An act upon this in the log of acts. */
export function actHref(type: 'rule-set' | 'result-table', id: string): string {
  return `/audit?type=${type}&id=${encodeURIComponent(id)}`
}

export function ruleSetHref(version: number): string {
  return `/rules/${version}`
}

/** A period has the form of a path already: `/tables/2026/27-Q1`. */
export function tableHref(period: string, edition?: number): string {
  return edition === undefined ? `/tables/${period}` : `/tables/${period}?edition=${edition}`
}
