import { listed, type Listed } from './listed.ts'

/** What the head of an institution is called. */
export const titles: readonly Listed[] = [
  listed('head', 'Mkuu wa Taasisi', 'Head of institution'),
  listed('permanent-secretary', 'Katibu Mkuu', 'Permanent Secretary'),
  listed('director-general', 'Mkurugenzi Mkuu', 'Director General'),
  listed('executive-director', 'Mkurugenzi Mtendaji', 'Executive Director'),
  listed('chief-executive', 'Mtendaji Mkuu', 'Chief Executive'),
  listed('executive-secretary', 'Katibu Mtendaji', 'Executive Secretary'),
  listed('secretary', 'Katibu', 'Secretary'),
  listed('governor', 'Gavana', 'Governor'),
  listed('vice-chancellor', 'Makamu Mkuu wa Chuo', 'Vice-Chancellor'),
  listed('principal', 'Mkuu wa Chuo', 'Principal'),
  listed(
    'regional-administrative-secretary',
    'Katibu Tawala wa Mkoa',
    'Regional Administrative Secretary',
  ),
  listed('city-director', 'Mkurugenzi wa Jiji', 'City Director'),
  listed('municipal-director', 'Mkurugenzi wa Manispaa', 'Municipal Director'),
  listed('town-director', 'Mkurugenzi wa Mji', 'Town Director'),
  listed('commissioner', 'Kamishna', 'Commissioner'),
]
