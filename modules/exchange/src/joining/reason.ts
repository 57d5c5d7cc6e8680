import type { Reason } from '../contract.ts'
import { problem } from './problems.ts'

/**
 * Words in one language stand for both: what a reader sees is never empty.
 * @throws Problem `joining.reason-missing` beside the first field
 */
export function reasonOf(words: { readonly reasonSw: string; readonly reasonEn: string }): Reason {
  const { reasonSw, reasonEn } = words
  if (reasonSw === '' && reasonEn === '') {
    throw problem('reason-missing', { extra: { field: 'reasonSw' } })
  }
  return { sw: reasonSw || reasonEn, en: reasonEn || reasonSw }
}
