import type { Redirect } from '@mtandao/http'
import { messages } from './messages.ts'

/** Back to the agreement, with what was done said once there. */
export function backTo(id: string, key: keyof typeof messages): Redirect {
  const { sw, en } = messages[key]
  const plain = (said: string | { readonly other: string }) =>
    typeof said === 'string' ? said : said.other
  return { redirect: `/agreements/${id}`, notice: { sw: plain(sw), en: plain(en) } }
}
