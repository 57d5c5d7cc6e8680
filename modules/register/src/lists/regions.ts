import type { Listed } from './listed.ts'

const name = (code: string, sw: string, en = sw): Listed => ({ code, name: { sw, en } })

/** The 31 regions; the last five are of Zanzibar. */
export const regions: readonly Listed[] = [
  name('arusha', 'Arusha'),
  name('dar-es-salaam', 'Dar es Salaam'),
  name('dodoma', 'Dodoma'),
  name('geita', 'Geita'),
  name('iringa', 'Iringa'),
  name('kagera', 'Kagera'),
  name('katavi', 'Katavi'),
  name('kigoma', 'Kigoma'),
  name('kilimanjaro', 'Kilimanjaro'),
  name('lindi', 'Lindi'),
  name('manyara', 'Manyara'),
  name('mara', 'Mara'),
  name('mbeya', 'Mbeya'),
  name('morogoro', 'Morogoro'),
  name('mtwara', 'Mtwara'),
  name('mwanza', 'Mwanza'),
  name('njombe', 'Njombe'),
  name('pwani', 'Pwani', 'Coast'),
  name('rukwa', 'Rukwa'),
  name('ruvuma', 'Ruvuma'),
  name('shinyanga', 'Shinyanga'),
  name('simiyu', 'Simiyu'),
  name('singida', 'Singida'),
  name('songwe', 'Songwe'),
  name('tabora', 'Tabora'),
  name('tanga', 'Tanga'),
  name('kaskazini-pemba', 'Kaskazini Pemba', 'Pemba North'),
  name('kusini-pemba', 'Kusini Pemba', 'Pemba South'),
  name('kaskazini-unguja', 'Kaskazini Unguja', 'Unguja North'),
  name('kusini-unguja', 'Kusini Unguja', 'Unguja South'),
  name('mjini-magharibi', 'Mjini Magharibi', 'Urban West'),
]
