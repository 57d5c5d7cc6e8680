import type { Text } from '@mtandao/problem'
import { speak } from '@mtandao/ui'
import type { Letter } from './mail-store.ts'

/** Letters say everything twice: nobody has told us yet in which language. Plain text; no pictures, nothing to click but the link. */

const site = 'Serikali Mtandao'
const untilOf = (at: Date): Text => ({ sw: speak('sw').dateTime(at), en: speak('en').dateTime(at) })

export function invitationMail(about: {
  readonly name: string
  readonly institutionName: Text | undefined
  readonly by: string
  readonly link: string
  readonly expiresAt: Date
}): Letter {
  const { name, institutionName, by, link, expiresAt } = about
  const until = untilOf(expiresAt)
  return {
    subject: `${site}: umealikwa / you are invited`,
    body: [
      `Habari ${name},`,
      `${by} amekualika kuhudumu kwa niaba ya ${institutionName?.sw ?? ''} kwenye ${site}.`,
      `Fungua kiungo hiki kabla ya ${until.sw}. Kinatumika mara moja; usimpe mtu mwingine.`,
      link,
      '',
      `Hello ${name},`,
      `${by} has invited you to serve for ${institutionName?.en ?? ''} on ${site}.`,
      `Open this link before ${until.en}. It works once; give it to nobody.`,
      link,
    ].join('\n'),
  }
}

export function recoveryMail(about: {
  readonly name: string
  readonly link: string
  readonly expiresAt: Date
}): Letter {
  const { name, link, expiresAt } = about
  const until = untilOf(expiresAt)
  return {
    subject: `${site}: nenosiri jipya / new password`,
    body: [
      `Habari ${name},`,
      `Kuna aliyeomba kiungo cha kuweka nenosiri jipya la akaunti yako. Kama si wewe, usifanye lolote.`,
      `Kiungo kinatumika mara moja, kabla ya ${until.sw}:`,
      link,
      '',
      `Hello ${name},`,
      `Somebody asked for a link to set a new password for your account. If it was not you, do nothing.`,
      `The link works once, before ${until.en}:`,
      link,
    ].join('\n'),
  }
}

/** What another module's machine has to say, Swahili first. */
export function machineMail(about: {
  readonly name: string
  readonly subject: Text
  readonly body: Text
}): Letter {
  const { name, subject, body } = about
  return {
    subject: `${site}: ${subject.sw} / ${subject.en}`,
    body: [`Habari ${name},`, '', body.sw, '', '* * *', '', `Hello ${name},`, '', body.en].join(
      '\n',
    ),
  }
}

/** To the person, whenever somebody else (or a recovery link) changed how they sign in. */
export function changedMail({
  name,
  by,
}: {
  readonly name: string
  readonly by: string | null
}): Letter {
  return {
    subject: `${site}: njia ya kuingia imebadilika / sign-in changed`,
    body: [
      `Habari ${name},`,
      by === null
        ? 'Nenosiri la akaunti yako limebadilishwa kwa kiungo cha urejeshaji.'
        : `${by} ametengeneza kiungo cha kukurejesha kwenye akaunti yako.`,
      'Kama hukuomba, mwambie mkuu wako na e-GA mara moja.',
      '',
      `Hello ${name},`,
      by === null
        ? 'The password of your account was changed by a recovery link.'
        : `${by} has made a link that recovers your account.`,
      'If you did not ask for it, tell your head and e-GA at once.',
    ].join('\n'),
  }
}
