import { Problem } from '@mtandao/problem'
import type { FormState } from '@mtandao/ui'
import { hidden } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'

/** A number that may be left out. */
export const someNumber = (max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,7}$/)
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || (value >= 1 && value <= max), {
      params: { text: { sw: `Namba kati ya 1 na ${max}`, en: `A number from 1 to ${max}` } },
    })

export const aNumber = (max: number) => z.coerce.number().int().min(1).max(max)

export const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')

/** For `catch`: what a use case says of its own members stands beside the fields of the form. */
export function besideFields(names: Readonly<Record<string, string>>) {
  return (error: unknown): never => {
    const field = error instanceof Problem ? error.extra['field'] : undefined
    const mine = typeof field === 'string' ? names[field] : undefined
    if (!(error instanceof Problem) || mine === undefined) throw error
    const { code, kind, detail, extra } = error
    throw new Problem(code, kind, {
      ...(detail && { detail }),
      extra: { ...extra, field: mine },
      cause: error,
    })
  }
}

/** A button that posts everything that was typed, and what is to be done with it. */
export function resend(
  values: FormState['values'],
  step: string,
  label: string,
  quiet = false,
): JSX.Element {
  return h(
    'form',
    { method: 'post', class: 'inline' },
    ...Object.entries(values).flatMap(([name, value]) =>
      name === 'step' ? [] : [value].flat().map((text) => hidden(name, text)),
    ),
    hidden('step', step),
    h('button', { type: 'submit', class: quiet ? 'quiet' : '' }, label),
  )
}
