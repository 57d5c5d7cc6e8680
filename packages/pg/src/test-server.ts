import { mkdirSync, rmSync, unlinkSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'

/**
 * The keeper of the one test server of a checkout, run as its own process: `node test-server.ts SOCKET FOLDER`. Whoever
 * holds a connection to SOCKET is a user of the server and is told its URL as one line of JSON; the kernel closes the
 * connection of a test process however it ends. With no users left for two seconds, the keeper stops the server, removes
 * everything and ends.
 */
async function keep(socketPath: string, folder: string): Promise<void> {
  const users = new Set<Socket>()
  let started: Promise<EmbeddedServer> | undefined
  const door = createServer((socket) => {
    users.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => users.delete(socket))
    socket.resume()
    started?.then(
      ({ url }) => socket.write(`${JSON.stringify({ url })}\n`),
      (error: Error) => socket.end(`${JSON.stringify({ error: error.message })}\n`),
    )
  })
  if (!(await claim(door, socketPath))) return
  started = start(folder)
  // Two seconds are what a run needs between one test file and the next. Nothing is awaited between the last look and the closing of
  // the door: who came in between would be told the address of a server that is about to stop.
  for (let idle = 0; idle < 20;) {
    await sleep(100)
    idle = users.size === 0 ? idle + 1 : 0
  }
  door.close()
  const server = await started.catch(() => undefined)
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function start(folder: string): Promise<EmbeddedServer> {
  mkdirSync(folder, { recursive: true })
  const server = await startEmbedded({
    dataDir: join(folder, 'cluster'),
    port: await freePort(),
    durable: false,
  })
  await dropLeftovers(server.url)
  return server
}

/** A keeper that was killed leaves its cluster behind; the databases of dead test runs go. */
async function dropLeftovers(url: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'test\\_%'`,
  )
  for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
  await client.end()
}

/** True when this process holds the socket; false when a living keeper does. */
async function claim(door: Server, path: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const listening = await new Promise<boolean>((resolve) => {
      door.once('error', () => resolve(false))
      door.listen(path, () => resolve(true))
    })
    if (listening) return true
    if (await answers(path)) return false
    unlinkSync(path)
  }
  return false
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

const [, , socketPath, folder] = process.argv
if (socketPath && folder) await keep(socketPath, folder)
