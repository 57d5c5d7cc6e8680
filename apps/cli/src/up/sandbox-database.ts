import { openDatabase } from '@mtandao/pg'

const name = 'mtandao_sandbox'

/** A database beside the given one for the queue of the sandbox, made when it is missing. @returns its URL */
export async function prepareSandboxDatabase(url: string): Promise<string> {
  const database = openDatabase({ url, poolSizeMax: 1 })
  try {
    const found = await database.rows('select 1 from pg_database where datname = $1', [name])
    if (found.length === 0) await database.rows(`create database ${name}`)
  } finally {
    await database.close()
  }
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}
