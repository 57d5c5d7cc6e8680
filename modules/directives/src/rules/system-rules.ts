import { overSystems, type Judge } from './each-system.ts'
import type { Rule } from './rule.ts'
import { daysSince, flagIn, textIn } from './values.ts'

/** Every system has a record in the register that somebody confirmed lately: e-Government Act, s. 26(1)(d). */
export const registeredSystems: Rule = {
  name: 'registered-systems',
  version: 1,
  reads: ['register.record'],
  settings: ['days'],
  judge: (asked) => {
    const days = asked.setting('days')
    const judge: Judge = ({ value }) => {
      const registered = flagIn(value, 'registered')
      if (registered === false) return 'bad'
      const age = daysSince(value, 'confirmedOn', asked.at)
      if (registered === undefined || age === undefined) return registered ? 'half' : undefined
      return age <= days ? 'good' : 'half'
    }
    return overSystems(asked, 'register.record', judge, {
      about: 'registered',
      change: 'register-and-confirm',
    })
  },
}

/** Every system stands on a site that e-GA has approved. */
export const hostingApproved: Rule = {
  name: 'hosting-approved',
  version: 1,
  reads: ['hosting.site'],
  settings: [],
  judge: (asked) =>
    overSystems(
      asked,
      'hosting.site',
      ({ value }) => {
        const approved = flagIn(value, 'approved')
        return approved === undefined ? undefined : approved ? 'good' : 'bad'
      },
      { about: 'hosting', change: 'move-to-approved' },
    ),
}

/** Every system has a recovery site, and moving there was tried lately. */
export const recoverySiteAndDrill: Rule = {
  name: 'recovery-site-and-drill',
  version: 1,
  reads: ['recovery.site'],
  settings: ['drill-days'],
  judge: (asked) => {
    const days = asked.setting('drill-days')
    const judge: Judge = ({ value }) => {
      const recorded = flagIn(value, 'recorded')
      if (recorded !== true) return recorded === false ? 'bad' : undefined
      const age = daysSince(value, 'drilledOn', asked.at)
      return age !== undefined && age <= days ? 'good' : 'half'
    }
    return overSystems(asked, 'recovery.site', judge, {
      about: 'recovery',
      change: 'record-and-drill',
    })
  },
}

export const securityAssessmentAge: Rule = {
  name: 'security-assessment-age',
  version: 1,
  reads: ['security.assessment'],
  settings: ['days'],
  judge: (asked) => {
    const days = asked.setting('days')
    return overSystems(
      asked,
      'security.assessment',
      ({ value }) => {
        const age = daysSince(value, 'assessedOn', asked.at)
        if (age === undefined) return flagIn(value, 'assessed') === false ? 'bad' : undefined
        return age <= days ? 'good' : 'bad'
      },
      { about: 'assessed', change: 'assess-security' },
    )
  },
}

export const sourceOwnership: Rule = {
  name: 'source-ownership',
  version: 1,
  reads: ['source.ownership'],
  settings: [],
  judge: (asked) =>
    overSystems(
      asked,
      'source.ownership',
      ({ value }) => {
        const recorded = flagIn(value, 'recorded')
        if (recorded !== true) return recorded === false ? 'bad' : undefined
        return textIn(value, 'repository') === undefined ? 'half' : 'good'
      },
      { about: 'source', change: 'record-source' },
    ),
}

/** What lets a system be kept instead of replaced: documentation, whose the source is, where it is, what a year of it costs. */
export const sustainableSystems: Rule = {
  name: 'sustainable-systems',
  version: 1,
  reads: ['system.sustainability'],
  settings: [],
  judge: (asked) =>
    overSystems(
      asked,
      'system.sustainability',
      ({ value }) => {
        const parts = ['documented', 'sourceOwned', 'costRecorded'].map((name) =>
          flagIn(value, name),
        )
        if (parts.every((part) => part === undefined)) return undefined
        const there = parts.filter((part) => part === true).length
        return there === parts.length ? 'good' : there > 0 ? 'half' : 'bad'
      },
      { about: 'sustainable', change: 'complete-record' },
    ),
}
