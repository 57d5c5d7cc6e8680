import { defineProblems } from '@mtandao/problem'

/** Every way the addresses of providers are refused. */
export const problem = defineProblems('networks', {
  'not-allowed': {
    status: 403,
    title: {
      sw: 'Maafisa wa e-GA pekee huamua mitandao inayoruhusiwa',
      en: 'Only officers of e-GA decide which networks are allowed',
    },
    retry: 'never',
  },
  'network-unreadable': {
    status: 422,
    title: {
      sw: 'Andika mtandao kama 10.20.0.0/16 au fd00:1::/32, bila biti zaidi ya kiambishi',
      en: 'Write a network as 10.20.0.0/16 or fd00:1::/32, with no bits beyond the prefix',
    },
    retry: 'after-correction',
  },
  'network-known': {
    status: 409,
    title: { sw: 'Mtandao huu umeruhusiwa tayari', en: 'This network is allowed already' },
    retry: 'after-correction',
  },
  'network-not-found': {
    status: 404,
    title: { sw: 'Mtandao huo haumo katika orodha', en: 'That network is not on the list' },
    retry: 'never',
  },
  'url-refused': {
    status: 422,
    title: { sw: 'Anuani hii haikubaliki', en: 'This address is not accepted' },
    retry: 'after-correction',
  },
})
