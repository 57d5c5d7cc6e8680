import { h, type ComponentChildren } from 'preact'
import type { Visit } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { back, facts, moment, notice, table, type Messages, type Page, type Say } from '@mtandao/ui'
import type { DemoLetter, LetterHead } from '../demo-mail.ts'

const messages = {
  title: { sw: 'Barua za nchi ya mfano', en: 'Letters of the demo country' },
  lead: {
    sw: 'Kila barua pepe ya jukwaa hutumwa kwa SMTP hadi kwenye sanduku hili la nchi ya mfano na kuishia hapo: katika maonesho hakuna barua inayotoka kwenye mashine hii. Barua 200 za mwisho huonyeshwa, mpya juu; zinapotea nchi ya mfano ikisimama.',
    en: 'Every letter of the platform is sent by SMTP to this letterbox of the demo country and ends here: in the demo no letter leaves this machine. The last 200 are shown, newest first; they are gone when the demo country stops.',
  },
  empty: {
    sw: 'Bado hakuna barua tangu nchi ya mfano ianze. Vikumbusho vya wajibu hutumwa mara moja kwa siku, vya kwanza dakika chache baada ya kuanza; au mwalike mtu, au omba kiungo cha nenosiri jipya.',
    en: 'No letter since the demo country started. Reminders of obligations are sent once a day, the first a few minutes after the first start; or invite somebody, or ask for a link to a new password.',
  },
  away: {
    sw: 'Sanduku la barua halijibu kwa sasa: nchi ya mfano imesimama au inaanza upya. Jaribu tena baada ya muda mfupi; barua zinazosubiri zitatumwa tena.',
    en: 'The letterbox does not answer now: the demo country has stopped or is starting. Try again in a moment; letters that wait are sent again.',
  },
  caption: { sw: 'Barua, mpya juu', en: 'Letters, newest first' },
  subject: { sw: 'Mada', en: 'Subject' },
  from: { sw: 'Kutoka', en: 'From' },
  to: { sw: 'Kwa', en: 'To' },
  at: { sw: 'Imefika', en: 'Arrived' },
  none: { sw: '(bila mada)', en: '(no subject)' },
  gone: { sw: 'Barua haipo tena', en: 'The letter is not there any more' },
  all: { sw: 'Barua zote', en: 'All letters' },
  words: { sw: 'Maneno ya barua', en: 'What the letter says' },
} as const satisfies Messages

const away = (say: Say): ComponentChildren =>
  notice('open', {}, h('p', null, say.of(messages)('away')))

/** All letters that the demo country took. */
export function demoMailPage(
  { say }: Pick<Visit<Actor>, 'say'>,
  letters: readonly LetterHead[] | undefined,
): Page {
  const t = say.of(messages)
  return {
    title: t('title'),
    content: [
      h('h1', null, t('title')),
      h('p', { class: 'lead' }, t('lead')),
      letters === undefined
        ? away(say)
        : table<LetterHead>({
            caption: t('caption'),
            unseenCaption: true,
            columns: [
              {
                label: t('subject'),
                cell: ({ id, subject }) =>
                  h('a', { href: `/demo/mail/${id}` }, subjectOf(say, subject)),
              },
              { label: t('to'), cell: ({ to }) => say.data(to.join(', ')) },
              { label: t('at'), cell: ({ at }) => moment(say, at, 'shortDateTime') },
            ],
            rows: letters,
            empty: h('p', null, t('empty')),
          }),
    ],
  }
}

/** One of them, as the person reads it. */
export function demoLetterPage(
  { say }: Pick<Visit<Actor>, 'say'>,
  letter: DemoLetter | 'none' | undefined,
  publicUrl: string,
): Page {
  const t = say.of(messages)
  const up = back('/demo/mail', t('all'))
  if (letter === undefined || letter === 'none') {
    const gone = letter === 'none'
    return {
      title: t('title'),
      status: gone ? 404 : 200,
      content: [
        up,
        h('h1', null, t('title')),
        gone ? notice('open', {}, h('p', null, t('gone'))) : away(say),
      ],
    }
  }
  const { subject, from, to, at, text } = letter
  return {
    title: subjectOf(say, subject),
    content: [
      up,
      h('h1', null, subjectOf(say, subject)),
      facts([
        [t('from'), say.data(from)],
        [t('to'), say.data(to.join(', '))],
        [t('at'), moment(say, at)],
      ]),
      h(
        'pre',
        { class: 'wrap letter', tabIndex: 0, role: 'region', 'aria-label': t('words') },
        h('code', null, ...text.split('\n').flatMap((line) => [lineOf(line, publicUrl), '\n'])),
      ),
    ],
  }
}

function subjectOf(say: Say, subject: string): string {
  return subject === '' ? say.of(messages)('none') : say.data(subject)
}

/** A line that is a link of ours becomes one, within this portal however it is reached. It leads where the addressee may go. */
function lineOf(line: string, publicUrl: string): ComponentChildren {
  const path = line.startsWith(`${publicUrl}/`) ? line.slice(publicUrl.length) : undefined
  return path !== undefined && /^\/[\w/-]+$/.test(path)
    ? h('a', { href: path, rel: 'nofollow' }, line)
    : line
}
