import { listed, type Listed } from './listed.ts'

/** Kinds of public institutions (facts 6.2), as the register has used them since it began. */
const since = { from: '2023-02-10' } as const

export const kinds: readonly Listed[] = [
  listed('ministry', 'Wizara', 'Ministry'),
  listed('independent-department', 'Idara ya Serikali inayojitegemea', 'Independent department'),
  listed('agency', 'Wakala', 'Agency'),
  listed('authority', 'Mamlaka', 'Authority'),
  listed('commission', 'Tume', 'Commission'),
  listed('board', 'Bodi', 'Board'),
  listed('public-corporation', 'Shirika la umma', 'Public corporation'),
  listed('higher-learning', 'Chuo au taasisi ya elimu ya juu', 'Higher-learning institution'),
  listed('regional-secretariat', 'Sekretarieti ya Mkoa', 'Regional secretariat'),
  listed('city-council', 'Halmashauri ya Jiji', 'City council'),
  listed('municipal-council', 'Halmashauri ya Manispaa', 'Municipal council'),
  listed('town-council', 'Halmashauri ya Mji', 'Town council'),
  listed('district-council', 'Halmashauri ya Wilaya', 'District council'),
  listed('judiciary', 'Mahakama', 'Judiciary'),
  listed('parliament', 'Bunge', 'Parliament'),
  listed('defence-and-security', 'Chombo cha ulinzi na usalama', 'Defence and security organ'),
  listed('other', 'Taasisi nyingine ya umma', 'Other public institution'),
].map((kind) => ({ ...kind, ...since }))
