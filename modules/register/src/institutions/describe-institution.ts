import type { Db } from '@mtandao/pg'
import type { InstitutionView } from '../contract.ts'
import { problem } from '../problems.ts'
import {
  selectHeads,
  selectNames,
  selectStandings,
  selectWebsites,
  type DatedHead,
  type DatedName,
  type DatedStanding,
  type DatedWebsite,
} from './dated-store.ts'
import { findInstitution } from './institution-store.ts'

/** All of it public, newest first. */
export interface InstitutionHistory extends InstitutionView {
  readonly names: readonly DatedName[]
  readonly standings: readonly DatedStanding[]
  readonly heads: readonly DatedHead[]
  readonly websites: readonly DatedWebsite[]
}

/** @throws Problem `register.institution-not-found` */
export async function describeInstitution(db: Db, id: string): Promise<InstitutionHistory> {
  const institution = await findInstitution(db, id)
  if (!institution) throw problem('institution-not-found')
  return {
    ...institution,
    names: await selectNames(db, id),
    standings: await selectStandings(db, id),
    heads: await selectHeads(db, id),
    websites: await selectWebsites(db, id),
  }
}
