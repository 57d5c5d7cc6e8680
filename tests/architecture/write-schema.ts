/** Writes docs/protocols/routing-snapshot.schema.json from the code; `npm run format` then lays it out. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './repository.ts'
import { schemaFile, snapshotSchema } from './snapshot-schema.ts'

writeFileSync(join(root, schemaFile), `${JSON.stringify(snapshotSchema(), undefined, 2)}\n`)
