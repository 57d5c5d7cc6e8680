import type { Text } from '@mtandao/problem'
import type { Addressee, Predicate } from '../model.ts'

/** Names for what stands in a predicate as codes. An unknown code is said as it is. */
export interface PredicateNames {
  kind(code: string): Text
  institution(id: string): Text
}

/** Of a long list this many are named; the rest is counted. */
const namedMax = 5

/** Who owes, as a person would say it: «taasisi ambazo zina mifumo kwenye rejista». */
export function addresseeWords(addressee: Addressee, names: PredicateNames): Text {
  switch (addressee.type) {
    case 'institutions':
      return predicateWords(addressee.which, names)
    case 'ega':
      return { sw: 'e-GA yenyewe', en: 'e-GA itself' }
    case 'central-government':
      return {
        sw: 'Serikali kwa ujumla; hakuna taasisi moja inayofuatiliwa',
        en: 'the Government as a whole; no single institution is followed',
      }
    case 'joint': {
      const which = predicateWords(addressee.which, names)
      return {
        sw: `e-GA kwa kushirikiana na ${which.sw}`,
        en: `e-GA together with ${which.en}`,
      }
    }
  }
}

/** Which institutions. */
export function predicateWords(which: Predicate, names: PredicateNames): Text {
  const plain = simplify(which, true)
  if (plain.is === 'everyone') return { sw: 'taasisi zote za umma', en: 'all public institutions' }
  if (plain.is === 'nobody') return { sw: 'hakuna taasisi', en: 'no institution' }
  if (plain.is === 'list' && plain.fits) {
    return listed(plain.codes.map(names.institution), { sw: 'na', en: 'and' })
  }
  const clause = clauseOf(plain, names, false)
  return { sw: `taasisi ambazo ${clause.sw}`, en: `institutions that ${clause.en}` }
}

/** A predicate with every `not` carried down to what it denies. */
type Clause =
  | { readonly is: 'everyone' }
  | { readonly is: 'nobody' }
  | { readonly is: 'kinds' | 'list'; readonly fits: boolean; readonly codes: readonly string[] }
  | { readonly is: 'has-systems' | 'has-citizen-data'; readonly fits: boolean }
  | { readonly is: 'both' | 'any'; readonly of: readonly Clause[] }

function simplify(which: Predicate, fits: boolean): Clause {
  switch (which.is) {
    case 'all':
      return { is: fits ? 'everyone' : 'nobody' }
    case 'kinds':
      return chosen({ is: 'kinds', fits, codes: which.kinds })
    case 'list':
      return chosen({ is: 'list', fits, codes: which.institutions })
    case 'has-systems':
    case 'has-citizen-data':
      return { is: which.is, fits }
    case 'not':
      return simplify(which.of, !fits)
    case 'both':
    case 'any': {
      // Not both is any that is not, and the other way round.
      const is = (which.is === 'both') === fits ? 'both' : 'any'
      return joined(
        is,
        which.of.map((one) => simplify(one, fits)),
      )
    }
  }
}

/** One of nothing is nobody; none of nothing is everyone. */
function chosen(clause: Extract<Clause, { codes: unknown }>): Clause {
  if (clause.codes.length > 0) return clause
  return { is: clause.fits ? 'nobody' : 'everyone' }
}

function joined(is: 'both' | 'any', parts: readonly Clause[]): Clause {
  const [decides, adds] =
    is === 'both' ? (['nobody', 'everyone'] as const) : (['everyone', 'nobody'] as const)
  if (parts.some((part) => part.is === decides)) return { is: decides }
  const of = parts
    .filter((part) => part.is !== adds)
    .flatMap((part) => (part.is === is ? part.of : [part]))
  const [only] = of
  if (!only) return { is: adds }
  return of.length === 1 ? only : { is, of }
}

function clauseOf(clause: Clause, names: PredicateNames, inner: boolean): Text {
  switch (clause.is) {
    case 'everyone':
    case 'nobody':
      throw new Error('invariant: who is everyone or nobody is said by itself')
    case 'kinds':
      return clause.fits
        ? around(listed(clause.codes.map(names.kind), { sw: 'au', en: 'or' }), {
            sw: 'ni za aina ya',
            en: 'are of the kind',
          })
        : around(listed(clause.codes.map(names.kind), { sw: 'wala', en: 'or' }), {
            sw: 'si za aina ya',
            en: 'are not of the kind',
          })
    case 'list': {
      const list = listed(clause.codes.map(names.institution), { sw: 'na', en: 'and' })
      return clause.fits
        ? around(list, { sw: 'zimo katika orodha ya', en: 'are in the list of' })
        : around(list, { sw: 'hazimo katika orodha ya', en: 'are not in the list of' })
    }
    case 'has-systems':
      return clause.fits
        ? { sw: 'zina mifumo kwenye rejista', en: 'have systems in the register' }
        : { sw: 'hazina mfumo kwenye rejista', en: 'have no system in the register' }
    case 'has-citizen-data':
      return clause.fits
        ? {
            sw: 'zina mifumo yenye taarifa za wananchi',
            en: 'have systems that hold data of citizens',
          }
        : {
            sw: 'hazina mfumo wenye taarifa za wananchi',
            en: 'have no system that holds data of citizens',
          }
    case 'both':
    case 'any': {
      const said = joinedWords(
        clause.of.map((one) => clauseOf(one, names, true)),
        clause.is === 'both'
          ? { sw: ', na pia ', en: ', and also ' }
          : { sw: ', au ', en: ', or ' },
      )
      return inner ? { sw: `(${said.sw})`, en: `(${said.en})` } : said
    }
  }
}

function around({ sw, en }: Text, before: Text): Text {
  return { sw: `${before.sw} ${sw}`, en: `${before.en} ${en}` }
}

function joinedWords(parts: readonly Text[], by: Text): Text {
  return {
    sw: parts.map(({ sw }) => sw).join(by.sw),
    en: parts.map(({ en }) => en).join(by.en),
  }
}

/** «A, B na C»; after five the rest is counted. */
function listed(items: readonly Text[], last: Text): Text {
  const more = items.length - namedMax
  // Five names and "1 other" is no shorter than six names.
  const named = more > 1 ? items.slice(0, namedMax) : items
  const rest: Text[] =
    more > 1 ? [{ sw: `nyingine ${String(more)}`, en: `${String(more)} others` }] : []
  return sentenceList([...named, ...rest], last)
}

function sentenceList(items: readonly Text[], last: Text): Text {
  if (items.length < 2) return items[0] ?? { sw: '', en: '' }
  const join = (texts: readonly string[], by: string) =>
    `${texts.slice(0, -1).join(', ')} ${by} ${texts.at(-1) ?? ''}`
  return {
    sw: join(
      items.map(({ sw }) => sw),
      last.sw,
    ),
    en: join(
      items.map(({ en }) => en),
      last.en,
    ),
  }
}
