import type { Messages } from '@mtandao/ui'

export const messages = {
  title: { sw: 'Mitandao iliyoruhusiwa', en: 'Allowed networks' },
  lead: {
    sw: 'Basi hutuma maombi kwenye anuani za mtandao wa umma tu. Anuani za ndani, kama za kituo cha kuhifadhi data, hukubaliwa pale tu mtandao wake unaporuhusiwa hapa.',
    en: 'The bus calls only addresses of the public internet. Internal addresses, such as those of a data centre, are called only when their network is allowed here.',
  },
  empty: {
    sw: 'Hakuna mtandao wa ndani ulioruhusiwa. Ruhusu mtandao wa kwanza hapa chini.',
    en: 'No internal network is allowed. Allow the first one below.',
  },
  network: { sw: 'Mtandao', en: 'Network' },
  'network.hint': {
    sw: 'Mfano 10.20.0.0/16 au fd00:1::/32',
    en: 'Such as 10.20.0.0/16 or fd00:1::/32',
  },
  reason: { sw: 'Sababu', en: 'Reason' },
  from: { sw: 'Tangu', en: 'Since' },
  until: { sw: 'Hadi', en: 'Until' },
  open: { sw: 'Unaruhusiwa', en: 'Allowed' },
  close: { sw: 'Funga', en: 'Close' },
  allow: { sw: 'Ruhusu mtandao', en: 'Allow a network' },
  step: { sw: 'Hatua', en: 'Step' },
} as const satisfies Messages
