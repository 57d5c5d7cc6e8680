import type { DatedSetting, RuleSet } from '../model.ts'

const from = '2023-02-10'
const unread = 'Sheria ya Serikali Mtandao Na. 10/2019 na Kanuni za 2020: kipindi hakikupatikana'

/** No law that could be read gives these numbers: they are the product's own until somebody confirms them. */
const product = (key: string, value: number): DatedSetting => ({
  key,
  value,
  from,
  basis: 'product',
  citation: unread,
  verified: false,
})

const firstSettings: readonly DatedSetting[] = [
  product('joined-govesb.days', 30),
  product('registered-systems.days', 90),
  {
    key: 'committee-constituted.members-min',
    value: 6,
    from,
    basis: 'practice',
    citation:
      'Tume ya Utumishi wa Umma: wajumbe wasiopungua 6 na wasiozidi 7 (psc.go.tz/news/69); si maneno ya Sheria',
    verified: false,
  },
  product('recovery-site-and-drill.drill-days', 365),
  product('security-assessment-age.days', 365),
  product('staff-vetted-and-sworn.days', 1_825),
  product('key-rotation.days', 365),
]

/** What is in force from the day of the directives until e-GA publishes another. */
export const firstRuleSet: RuleSet = {
  version: 1,
  effectiveFrom: from,
  rules: {
    'joined-govesb': 1,
    'registered-systems': 1,
    'unregistered-on-bus': 1,
    'committee-constituted': 1,
    'hosting-approved': 1,
    'recovery-site-and-drill': 1,
    'security-assessment-age': 1,
    'source-ownership': 1,
    'staff-vetted-and-sworn': 1,
    'key-rotation': 1,
    'sustainable-systems': 1,
    'manual-evidence': 1,
  },
  settings: firstSettings,
}
