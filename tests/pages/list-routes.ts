import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../apps/platform/src/compose.ts'
import { readConfig } from '../../apps/platform/src/config.ts'
import { RouteTable } from './route-table.ts'

/** The platform's routes as it has them, without a database: it is composed and nothing is asked of it. */
export async function listRoutes(): Promise<RouteTable> {
  const folder = mkdtempSync(join(tmpdir(), 'routes-'))
  const sealing = join(folder, 'sealing.key')
  writeFileSync(sealing, Buffer.alloc(32).toString('base64'))
  const nowhere = 'http://127.0.0.1:9'
  const platform = compose(
    readConfig({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      PLATFORM_DATA_DIR: folder,
      SEALING_KEY_FILE: sealing,
      GATEWAY_URL: nowhere,
      GATEWAY_OPS_URL: nowhere,
      SANDBOX_URL: nowhere,
      SANDBOX_OPS_URL: nowhere,
      PLATFORM_DEMO: 'true',
      LOG_LEVEL: 'silent',
    }),
  )
  try {
    return new RouteTable(platform.web.routes)
  } finally {
    await platform.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
