import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { choiceGroup, form, group, input } from './fields.ts'
import { speak } from './say.ts'

const say = speak('sw')
const state = {
  values: {},
  faults: [
    { field: 'name', text: 'Jaza sehemu hii' },
    { field: 'kind', text: 'Chagua moja' },
    { field: 'elsewhere', text: 'Haipo' },
    { field: '', text: 'Yote hayafai' },
  ],
}

test('each fault of a form says which field it is about', () => {
  const shown = renderToString(
    form(
      { say, state, submit: 'Hifadhi' },
      group('Kundi', input({ say, state, name: 'name', label: 'Jina', optional: true })),
      choiceGroup({
        say,
        state,
        name: 'kind',
        label: 'Aina',
        choices: [
          { value: 'a', label: 'Ya kwanza' },
          { value: 'b', label: 'Ya pili' },
        ],
      }),
    ),
  )
  expect(shown).toContain('<a href="#f-name">Jina: Jaza sehemu hii</a>')
  expect(shown).toContain('<a href="#f-kind">Aina: Chagua moja</a>')
  expect(shown).toContain('<a href="#f-elsewhere">Haipo</a>')
  expect(shown).toContain('<li>Yote hayafai</li>')
})
