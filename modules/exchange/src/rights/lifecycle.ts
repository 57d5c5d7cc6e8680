import type { ClientStatus } from '../contract.ts'
import { problem } from '../problems.ts'

export type Step = 'suspend' | 'resume'

/** The whole life of a right. A step that is not listed is not allowed. */
const clientAfter: Record<ClientStatus, Partial<Record<Step, ClientStatus>>> = {
  active: { suspend: 'suspended' },
  suspended: { resume: 'active' },
}

/** @throws Problem `exchange.wrong-state` */
export function advanceClient(status: ClientStatus, step: Step): ClientStatus {
  return clientAfter[status][step] ?? refuse(status, step)
}

const stepSw: Record<Step, string> = { suspend: 'kusimamisha', resume: 'kurejesha' }

function refuse(status: string, step: Step): never {
  throw problem('wrong-state', {
    detail: {
      sw: `Hali ni «${status}»; haiwezekani ${stepSw[step]}.`,
      en: `The state is «${status}»; it is not possible to ${step}.`,
    },
    extra: { state: status },
  })
}
