import type { Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { Lane, Leg } from './legs.ts'
import { messages } from './messages.ts'

const lanes: Readonly<Record<Lane, number>> = { consumer: 24, bus: 64, provider: 104 }
const left = 78
const right = 472
/** More legs than this would be a hair each; the list has them all. */
const legsMax = 24

/** Who spoke to whom, in order: three lines and an arrow for each step. The ordered list beside it says the same in words. */
export function timeline(say: Say, legs: readonly Leg[]): JSX.Element {
  const t = say.of(messages)
  const shown = legs.slice(0, legsMax)
  const step = (right - left) / (shown.length + 1)
  return h(
    'svg',
    {
      class: 'timeline',
      viewBox: '0 0 480 128',
      role: 'img',
      'aria-labelledby': 'timeline-title timeline-desc',
    },
    h('title', { id: 'timeline-title' }, t('one.timeline')),
    h('desc', { id: 'timeline-desc' }, t('one.timeline.desc')),
    ...(Object.keys(lanes) as Lane[]).flatMap((lane) => [
      h('text', { x: 4, y: lanes[lane] + 4 }, t(`lane.${lane}`)),
      h('line', { x1: left, x2: right, y1: lanes[lane], y2: lanes[lane] }),
    ]),
    ...shown.map((leg, at) => arrow(leg, Math.round(left + step * (at + 1)))),
  )
}

function arrow({ from, to, failed }: Leg, x: number): JSX.Element {
  const tone = failed ? ' bad' : ''
  const [start, end] = [lanes[from], lanes[to]]
  if (start === end) return h('circle', { class: `leg${tone}`, cx: x, cy: start, r: 5 })
  const back = end > start ? -7 : 7
  return h(
    'g',
    null,
    h('line', { class: `leg${tone}`, x1: x, x2: x, y1: start, y2: end }),
    h('path', {
      class: `leg-head${tone}`,
      d: `M${x - 5} ${end + back}L${x} ${end}L${x + 5} ${end + back}Z`,
    }),
  )
}
