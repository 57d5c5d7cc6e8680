import { listed, type Listed } from './listed.ts'

/** Suggestions for the data a system holds; what is not here is written in the institution's own words. */
export const entities: readonly Listed[] = [
  listed('person', 'Watu (utambulisho)', 'People (identity)'),
  listed('birth', 'Vizazi', 'Births'),
  listed('death', 'Vifo', 'Deaths'),
  listed('marriage', 'Ndoa', 'Marriages'),
  listed('public-servant', 'Watumishi wa umma', 'Public servants'),
  listed('taxpayer', 'Walipakodi', 'Taxpayers'),
  listed('company', 'Kampuni na biashara', 'Companies and businesses'),
  listed('licence', 'Leseni na vibali', 'Licences and permits'),
  listed('land-parcel', 'Viwanja na hati', 'Land parcels and titles'),
  listed('building', 'Majengo', 'Buildings'),
  listed('vehicle', 'Vyombo vya usafiri', 'Vehicles and vessels'),
  listed('driver', 'Madereva', 'Drivers'),
  listed('student', 'Wanafunzi', 'Students'),
  listed('graduate', 'Wahitimu na vyeti', 'Graduates and certificates'),
  listed('loan', 'Mikopo', 'Loans'),
  listed('patient', 'Wagonjwa', 'Patients'),
  listed('health-facility', 'Vituo vya afya', 'Health facilities'),
  listed('medicine', 'Dawa na vifaa tiba', 'Medicines and equipment'),
  listed('member', 'Wanachama na mafao', 'Members and benefits'),
  listed('farmer', 'Wakulima na wafugaji', 'Farmers and herders'),
  listed('meter', 'Mita na matumizi', 'Meters and consumption'),
  listed('bill', 'Ankara', 'Bills'),
  listed('payment', 'Malipo', 'Payments'),
  listed('tender', 'Zabuni', 'Tenders'),
  listed('contract', 'Mikataba', 'Contracts'),
  listed('supplier', 'Wazabuni na watoa huduma', 'Tenderers and suppliers'),
  listed('court-case', 'Mashauri', 'Court cases'),
  listed('account', 'Akaunti za benki', 'Bank accounts'),
  listed('institution', 'Taasisi za umma', 'Public institutions'),
  listed('project', 'Miradi', 'Projects'),
]

export const userGroups: readonly Listed[] = [
  listed('citizens', 'Wananchi', 'Citizens'),
  listed('businesses', 'Wafanyabiashara na kampuni', 'Businesses'),
  listed('own-staff', 'Watumishi wa taasisi', 'Staff of the institution'),
  listed('other-institutions', 'Taasisi nyingine za umma', 'Other public institutions'),
  listed('councils', 'Halmashauri', 'Councils'),
  listed('students', 'Wanafunzi', 'Students'),
  listed('health-workers', 'Wahudumu wa afya', 'Health workers'),
  listed('teachers', 'Walimu', 'Teachers'),
  listed('farmers', 'Wakulima na wafugaji', 'Farmers and herders'),
  listed('visitors', 'Wageni kutoka nje ya nchi', 'Visitors from abroad'),
  listed('machines', 'Mifumo mingine', 'Other systems'),
]

/** Those that are about people as such, by code: a system that holds one holds data of citizens. */
export const aboutPeople: readonly string[] = [
  'person',
  'birth',
  'death',
  'marriage',
  'taxpayer',
  'driver',
  'student',
  'graduate',
  'patient',
  'member',
  'farmer',
]
