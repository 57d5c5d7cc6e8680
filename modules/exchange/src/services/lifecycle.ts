import { problem } from './problems.ts'

export type VersionStatus = 'draft' | 'published' | 'deprecated' | 'retired'

export type VersionStep =
  | 'publish'
  /** It has an end, on a day that is said. */
  | 'deprecate'
  /** A compatible version takes its place: nobody needs it any more. */
  | 'supersede'
  | 'retire'

/** The whole life of a version. A step that is not listed is not allowed. */
const after: Record<VersionStatus, Partial<Record<VersionStep, VersionStatus>>> = {
  draft: { publish: 'published' },
  published: { deprecate: 'deprecated', supersede: 'retired' },
  // Its last day may be moved.
  deprecated: { deprecate: 'deprecated', supersede: 'retired', retire: 'retired' },
  retired: {},
}

const stepSw: Record<VersionStep, string> = {
  publish: 'kuchapisha',
  deprecate: 'kuweka siku ya mwisho',
  supersede: 'kupisha toleo jipya',
  retire: 'kuondoa',
}

export function mayTake(status: VersionStatus, step: VersionStep): boolean {
  return after[status][step] !== undefined
}

/** @throws Problem `services.wrong-state` */
export function advanceVersion(status: VersionStatus, step: VersionStep): VersionStatus {
  const next = after[status][step]
  if (next) return next
  throw problem('wrong-state', {
    detail: {
      sw: `Toleo liko katika hali «${status}»; haiwezekani ${stepSw[step]}.`,
      en: `The version is «${status}»; it is not possible to ${step} it.`,
    },
    extra: { state: status },
  })
}
