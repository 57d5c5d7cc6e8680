import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { RegisterDeps } from './deps.ts'
import { registerOperations } from './operations/operations.ts'
import { adminPages } from './pages/admin-pages.ts'
import { committeePages } from './pages/committee-pages.ts'
import { detailForms } from './pages/detail-forms.ts'
import { findingPages } from './pages/finding-pages.ts'
import { importPages } from './pages/import-pages.ts'
import { institutionForms } from './pages/institution-forms.ts'
import { institutionPages } from './pages/institution-pages.ts'
import { settingPages } from './pages/setting-pages.ts'
import { sitePages } from './pages/site-pages.ts'
import { staffPages } from './pages/staff-pages.ts'
import { systemForms } from './pages/system-forms.ts'
import { systemPages } from './pages/system-pages.ts'

/** Every page and operation of the register. Forms at fixed addresses stand before pages that take any id there. */
export function registerWeb(deps: RegisterDeps): Web<Actor> {
  return {
    routes: [
      ...institutionForms(deps),
      ...importPages(deps),
      ...adminPages(deps),
      ...institutionPages(deps),
      ...systemForms(deps),
      ...detailForms(deps),
      ...systemPages(deps),
      ...staffPages(deps),
      ...committeePages(deps),
      ...sitePages(deps),
      ...settingPages(deps),
      ...findingPages(deps),
    ],
    operations: registerOperations(deps),
    assets: [],
  }
}
