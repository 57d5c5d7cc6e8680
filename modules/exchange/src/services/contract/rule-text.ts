import type { Text } from '@mtandao/problem'

interface BrokenRule {
  readonly keyword: string
  readonly message?: string | undefined
  readonly params: Readonly<Record<string, unknown>>
}

/** What the official schema of OpenAPI found, in words; rules that are seldom broken keep the validator's own. */
export function ruleText({ keyword, message = keyword, params }: BrokenRule): Text {
  const value = (name: string) => {
    const given = params[name]
    return (typeof given === 'string' ? given : JSON.stringify(given)).slice(0, 200)
  }
  switch (keyword) {
    case 'required':
      return {
        sw: `Kipengele «${value('missingProperty')}» kinakosekana`,
        en: `The member «${value('missingProperty')}» is missing`,
      }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = value(
        keyword === 'additionalProperties' ? 'additionalProperty' : 'unevaluatedProperty',
      )
      return {
        sw: `Kipengele «${name}» hakitambuliki hapa`,
        en: `The member «${name}» is not known here`,
      }
    }
    case 'type':
      return { sw: `Inatakiwa aina «${value('type')}»`, en: `The type must be «${value('type')}»` }
    case 'enum':
      return {
        sw: `Inatakiwa moja ya ${value('allowedValues')}`,
        en: `It must be one of ${value('allowedValues')}`,
      }
    case 'const':
      return {
        sw: `Inatakiwa iwe ${value('allowedValue')}`,
        en: `It must be ${value('allowedValue')}`,
      }
    default:
      return {
        sw: `Haifuati kanuni «${keyword}» ya OpenAPI: ${message}`,
        en: `It does not follow the OpenAPI rule «${keyword}»: ${message}`,
      }
  }
}
