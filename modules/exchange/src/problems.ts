import { defineProblems } from '@mtandao/problem'

/** Every way the exchange module says no. */
export const problem = defineProblems('exchange', {
  'wrong-state': {
    status: 409,
    title: {
      sw: 'Hali ya sasa hairuhusu hatua hii',
      en: 'The present state does not allow this step',
    },
    retry: 'after-correction',
  },
  'enrolment-refused': {
    status: 422,
    title: {
      sw: 'Faili la uandikishaji lina makosa; hakuna kilichobadilishwa',
      en: 'The enrolment file has faults; nothing was changed',
    },
    retry: 'after-correction',
  },
})
