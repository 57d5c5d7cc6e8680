import { setTimeout as sleep } from 'node:timers/promises'
import {
  findAccount,
  findBill,
  findGraduate,
  findLicence,
  findLoan,
  findMeter,
  findPerson,
  type Row,
} from './records.ts'

type Fields = Readonly<Record<string, string>>

/** What a provider's own system says: a record, or why there is none, in the words its users would see. */
export type Answer = { readonly row: Row } | { readonly failure: string }

const answer = (row: Row | undefined, failure: string): Answer =>
  row === undefined ? { failure } : { row }

/** One look-up per service whose provider speaks signed envelopes. */
export const LOOK_UPS: Readonly<
  Record<string, (fields: Fields, random: () => number) => Answer | Promise<Answer>>
> = {
  'nida-utambulisho': ({ nin = '' }) =>
    answer(findPerson(nin), 'Namba ya utambulisho haipo katika daftari'),
  'heslb-mikopo': ({ mwanafunzi = '' }) =>
    answer(findLoan(mwanafunzi), 'Mwanafunzi hana mkopo mwaka huu'),
  /** Sometimes its own meters do not answer, and it says so. */
  'tanesco-umeme': ({ mita = '' }, random) =>
    random() < 0.04
      ? { failure: 'Mfumo wa mita haupatikani kwa sasa' }
      : answer(findMeter(mita), 'Mita haipo'),
  'maji-ankara': ({ ankara = '' }) => answer(findBill(ankara), 'Ankara haipo'),
  /** An old system: it thinks before it answers. */
  'tcra-leseni': async ({ leseni = '' }, random) => {
    await sleep(300 + random() * 600)
    return answer(findLicence(leseni), 'Leseni haipo')
  },
  'bot-akaunti': ({ akaunti = '' }) => answer(findAccount(akaunti), 'Akaunti haipo'),
  'udsm-wahitimu': ({ cheti = '' }) => answer(findGraduate(cheti), 'Cheti hakipo'),
}
