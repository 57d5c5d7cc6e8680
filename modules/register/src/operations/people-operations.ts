import type { Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import {
  changeCharter,
  charterChange,
  endSeat,
  establishCommittee,
  listCommittees,
  memberEnd,
  newCommittee,
  newMember,
  seatMember,
} from '../committees/keep-committees.ts'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { keepers, peopleReaders } from '../keepers.ts'
import { capabilities } from '../lists/capabilities.ts'
import { entities, userGroups } from '../lists/entities.ts'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { titles } from '../lists/titles.ts'
import { operation } from '../pages/common.ts'
import { changeSetting, listSettings, settingChange } from '../settings/change-setting.ts'
import { id as idShape, limit } from '../shapes.ts'
import { approvalStateOf } from '../sites/approval-state.ts'
import {
  addSite,
  approveSite,
  listSites,
  newApproval,
  newSite,
  showSite,
  withdrawal,
  withdrawSite,
} from '../sites/keep-sites.ts'
import type { Site } from '../sites/site-store.ts'
import {
  addStaff,
  changeStaff,
  listStaff,
  newStaff,
  showStaff,
  staffChange,
  staffCounts,
} from '../staff/keep-staff.ts'
import {
  CommitteeAnswer,
  ListAnswer,
  Made,
  pageOf,
  SettingAnswer,
  SiteAnswer,
  StaffAnswer,
  VettingCounts,
} from './answers.ts'

const id = z.uuid()
const one = z.strictObject({ id })
const writers = [...keepers, 'ega-officer'] as const

export function staffOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.list-staff',
      method: 'GET',
      path: '/staff',
      who: peopleReaders,
      summary: { sw: 'Watumishi wa TEHAMA: upekuzi na viapo', en: 'ICT staff: vetting and oaths' },
      input: z.strictObject({
        institution: idShape.optional(),
        left: z.enum(['yes', 'no']).default('no'),
        after: id.optional(),
        limit,
      }),
      output: pageOf(StaffAnswer).extend({ counts: VettingCounts }),
      run: async (actor, { left, ...search }) => ({
        ...(await listStaff(deps, actor, { ...search, left: left === 'yes' })),
        counts: await staffCounts(deps, actor, search.institution),
      }),
    }),
    operation({
      id: 'register.read-staff',
      method: 'GET',
      path: '/staff/{id}',
      who: peopleReaders,
      summary: { sw: 'Mtumishi mmoja', en: 'One member of staff' },
      input: one,
      output: StaffAnswer,
      run: (actor, given) => showStaff(deps, actor, given.id),
    }),
    operation({
      id: 'register.add-staff',
      method: 'POST',
      path: '/staff',
      who: writers,
      summary: { sw: 'Ongeza mtumishi wa TEHAMA', en: 'Add a member of ICT staff' },
      input: newStaff,
      output: Made,
      status: 201,
      run: (actor, given) => addStaff(deps, actor, given),
    }),
    operation({
      id: 'register.change-staff',
      method: 'PUT',
      path: '/staff/{id}',
      who: writers,
      summary: { sw: 'Badilisha hali ya upekuzi na kiapo', en: 'Change vetting status and oath' },
      input: staffChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...given }) => changeStaff(deps, actor, whose, given),
    }),
  ]
}

export function committeeOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.list-committees',
      method: 'GET',
      path: '/committees',
      who: peopleReaders,
      summary: {
        sw: 'Kamati za Uongozi wa TEHAMA za taasisi',
        en: 'ICT Steering Committees of an institution',
      },
      input: z.strictObject({ institution: idShape.optional() }),
      output: z.object({ items: z.array(CommitteeAnswer) }),
      run: async (actor, { institution }) => ({
        items: await listCommittees(deps, actor, institution),
      }),
    }),
    operation({
      id: 'register.establish-committee',
      method: 'POST',
      path: '/committees',
      who: writers,
      summary: {
        sw: 'Andika Kamati ya Uongozi wa TEHAMA',
        en: 'Record the ICT Steering Committee',
      },
      input: newCommittee,
      output: Made,
      status: 201,
      run: (actor, given) => establishCommittee(deps, actor, given),
    }),
    operation({
      id: 'register.change-charter',
      method: 'PUT',
      path: '/committees/{id}/charter',
      who: writers,
      summary: { sw: 'Badilisha hati ya kamati', en: 'Change the charter' },
      input: charterChange.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...given }) => changeCharter(deps, actor, whose, given),
    }),
    operation({
      id: 'register.seat-member',
      method: 'POST',
      path: '/committees/{id}/members',
      who: writers,
      summary: { sw: 'Ongeza mjumbe wa kamati', en: 'Add a member of the committee' },
      input: newMember.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...given }) => seatMember(deps, actor, whose, given),
    }),
    operation({
      id: 'register.end-seat',
      method: 'POST',
      path: '/committees/{id}/members/{member}/end',
      who: writers,
      summary: { sw: 'Weka mwisho wa ujumbe', en: 'End a membership' },
      input: memberEnd.extend({ id }),
      output: null,
      run: (actor, { id: whose, ...given }) => endSeat(deps, actor, whose, given),
    }),
  ]
}

export function siteOperations(deps: RegisterDeps): Operation<Actor>[] {
  const answerOf = (site: Site) => ({
    ...site,
    state: approvalStateOf(site.approvals, dayOf(deps.now())),
  })
  return [
    operation({
      id: 'register.list-sites',
      method: 'GET',
      path: '/sites',
      who: 'anyone',
      summary: {
        sw: 'Vituo vya kuhifadhi data na idhini zake',
        en: 'Data centres and their approvals',
      },
      input: z.strictObject({}),
      output: z.object({ items: z.array(SiteAnswer) }),
      run: async (actor) => ({ items: (await listSites(deps, actor)).map(answerOf) }),
    }),
    operation({
      id: 'register.read-site',
      method: 'GET',
      path: '/sites/{id}',
      who: 'anyone',
      summary: { sw: 'Kituo kimoja', en: 'One data centre' },
      input: one,
      output: SiteAnswer,
      run: async (actor, given) => answerOf(await showSite(deps, actor, given.id)),
    }),
    operation({
      id: 'register.add-site',
      method: 'POST',
      path: '/sites',
      who: ['ega-officer'],
      summary: { sw: 'Ongeza kituo cha kuhifadhi data', en: 'Add a data centre' },
      input: newSite,
      output: Made,
      status: 201,
      run: (actor, given) => addSite(deps, actor, given),
    }),
    operation({
      id: 'register.approve-site',
      method: 'POST',
      path: '/sites/{id}/approvals',
      who: ['ega-officer'],
      summary: { sw: 'Andika idhini ya kituo', en: 'Record the approval of a data centre' },
      input: newApproval.extend({ id }),
      output: null,
      run: (actor, { id: site, ...given }) => approveSite(deps, actor, site, given),
    }),
    operation({
      id: 'register.withdraw-approval',
      method: 'POST',
      path: '/sites/{id}/approvals/{approval}/withdrawal',
      who: ['ega-officer'],
      summary: { sw: 'Ondoa idhini ya kituo', en: 'Withdraw an approval' },
      input: withdrawal.extend({ id }),
      output: null,
      run: (actor, { id: site, ...given }) => withdrawSite(deps, actor, site, given),
    }),
  ]
}

export function listOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'register.read-lists',
      method: 'GET',
      path: '/register-lists',
      who: 'anyone',
      summary: { sw: 'Orodha za misimbo ya rejista', en: 'The register’s lists of codes' },
      input: z.strictObject({}),
      output: z.object({
        kinds: ListAnswer,
        regions: ListAnswer,
        titles: ListAnswer,
        capabilities: ListAnswer,
        entities: ListAnswer,
        userGroups: ListAnswer,
      }),
      run: async () => ({ kinds, regions, titles, capabilities, entities, userGroups }),
    }),
    operation({
      id: 'register.list-settings',
      method: 'GET',
      path: '/register-settings',
      who: 'signed-in',
      summary: {
        sw: 'Mipangilio ya rejista na vyanzo vyake',
        en: 'Rules of the register with their sources',
      },
      input: z.strictObject({}),
      output: z.object({ items: z.array(SettingAnswer) }),
      run: async (actor) => ({ items: await listSettings(deps, actor) }),
    }),
    operation({
      id: 'register.change-setting',
      method: 'PUT',
      path: '/register-settings/{key}',
      who: ['ega-officer'],
      summary: {
        sw: 'Badilisha utaratibu wa rejista kuanzia leo',
        en: 'Change a rule from today on',
      },
      input: settingChange,
      output: null,
      run: (actor, given) => changeSetting(deps, actor, given),
    }),
  ]
}
