import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { listFiles, read } from './repository.ts'

/**
 * The golden list of migrations: files are added at the end, and none that was released changes (the first twelve hex digits of
 * its SHA-256). A database that has one applied refuses to start with another.
 */
test('no migration that was released changes', () => {
  const files = listFiles('modules/*/migrations/*.sql', 'apps/*/migrations/*.sql')
  const seen = files.map((file) => {
    const digest = createHash('sha256').update(read(file)).digest('hex')
    return `${file} ${digest.slice(0, 12)}`
  })
  expect(seen).toMatchInlineSnapshot(`
    [
      "apps/gateway/migrations/0001_delivery.sql aa3e0962d8bd",
      "apps/gateway/migrations/0002_failed.sql 424511534da5",
      "modules/audit/migrations/0001_audit.sql 8e4db7cf4bb4",
      "modules/directives/migrations/0001_directives.sql 1dc300e9dd38",
      "modules/directives/migrations/0002_issuing.sql 6896ac2852d5",
      "modules/directives/migrations/0003_reminders.sql c18a46b03511",
      "modules/directives/migrations/0004_owed.sql cac5ece81999",
      "modules/directives/migrations/0005_publishing.sql b7ef4ff66ace",
      "modules/directives/migrations/0006_register-kept.sql 7e92ca3b39f1",
      "modules/directives/migrations/0007_no-other-past.sql 5cb79e42bed4",
      "modules/directives/migrations/0008_issued-when-written.sql fbf97f1ef919",
      "modules/exchange/migrations/0001_rights.sql 2fcea91d0780",
      "modules/exchange/migrations/0002_index.sql 02787d1da8b1",
      "modules/exchange/migrations/0003_joining.sql f1fc1c905949",
      "modules/exchange/migrations/0004_services.sql 30d3617b1aa1",
      "modules/exchange/migrations/0005_agreements.sql 91c8d1a2d1aa",
      "modules/exchange/migrations/0006_viewer.sql 29f51568ba38",
      "modules/exchange/migrations/0007_deliveries.sql fd74629694ba",
      "modules/exchange/migrations/0008_suspended-by.sql 824ccaf611f9",
      "modules/exchange/migrations/0009_worked.sql 09a85eeb6f4e",
      "modules/facts/migrations/0001_facts.sql daeff1d9ffc1",
      "modules/facts/migrations/0002_facts-web.sql 7ebbf52b29b2",
      "modules/identity/migrations/0001_identity.sql 2781c539f447",
      "modules/identity/migrations/0002_suspended-by-ega.sql 248516bb80ba",
      "modules/register/migrations/0001_register.sql 02902554514b",
      "modules/register/migrations/0002_institutions.sql 99b049f208cf",
      "modules/register/migrations/0003_systems.sql 8c4039e5cd23",
      "modules/register/migrations/0004_records.sql 1ec07bcaedb9",
      "modules/register/migrations/0005_people.sql bacb17ad42fb",
      "modules/register/migrations/0006_findings.sql 24772f7297d5",
      "modules/register/migrations/0007_standing-is-egas.sql 16cecc8ed525",
    ]
  `)
})
