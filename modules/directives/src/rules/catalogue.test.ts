import { expect, test } from 'vitest'
import { catalogue } from '../../../facts/src/catalogue.ts'
import { rules } from './registry.ts'

test.each(rules)('$name@$version reads facts that are registered', ({ reads }) => {
  for (const type of reads) expect(Object.keys(catalogue)).toContain(type)
})
