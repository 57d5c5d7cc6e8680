import { createServer, type AddressInfo, type Server } from 'node:net'

/** Ports of the loopback interface that nobody held a moment ago; all are held at once, so none is given twice. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

/** As many ports one after another, below those that the system gives out by itself. */
export async function freePortRange(count: number): Promise<number[]> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * (12_000 / count)) * count
    const ports = Array.from({ length: count }, (_, at) => first + at)
    if (await areFree(ports)) return ports
  }
  throw new Error(`no ${count} free ports in a row`)
}

async function areFree(ports: readonly number[]): Promise<boolean> {
  const held: Server[] = []
  try {
    for (const port of ports) held.push(await hold(port))
    return true
  } catch {
    return false
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
  }
}

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server))
  })
}
