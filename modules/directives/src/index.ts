import type { MigrationSet } from '@mtandao/pg'

export type { DirectivesDeps } from './deps.ts'
export type * from './model.ts'
export { results, ruleNames } from './model.ts'
export { countryWeb } from './country/web.ts'
export { assess, type Inputs } from './engine/assess.ts'
export { seedDemoDirectives } from './demo/seed-demo-directives.ts'
export { FactIndex } from './engine/fact-index.ts'
export { Standing } from './engine/standing.ts'
export { replaceAssessments, selectAssessments } from './keeping/assessment-store.ts'
export { selectExemptions } from './keeping/exemption-store.ts'
export { exemptionGrant, grantExemption } from './keeping/grant-exemption.ts'
export { issueAgain, reissue } from './keeping/issue-again.ts'
export { answerReply, replyAnswer, replyToResult, resultReply } from './keeping/reply-to-result.ts'
export { seedThirdSession } from './keeping/seed-third-session.ts'
export { selectIssuances, selectObligations } from './keeping/session-store.ts'
export { compareRuleSets } from './publishing/compare-rule-sets.ts'
export { newRuleSet, publishRuleSet } from './publishing/publish-rule-set.ts'
export { publishTable } from './publishing/publish-table.ts'
export { selectRuleSets } from './publishing/rule-set-store.ts'
export { findTable } from './publishing/table-store.ts'
export { reasonWords } from './reasons.ts'
export { directiveNotices } from './reminders/notices.ts'
export { runReminders } from './reminders/run-reminders.ts'
export { runRegisterKeeper } from './report/keep-register.ts'
export { firstRuleSet } from './seed/settings.ts'
export { createStandings, type CountryNow, type Standings } from './standing/standings.ts'
export { directivesWeb } from './web.ts'

export const directivesMigrations: MigrationSet = {
  module: 'directives',
  directory: new URL('../migrations/', import.meta.url),
}
