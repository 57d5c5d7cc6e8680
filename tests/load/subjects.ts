import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, waitFor } from '@mtandao/testkit'
import { nodeFile, startPiped, type PipedProcess } from './piped-process.ts'

/** What is measured: the gateway or a peer, listening on a port of this machine. */
export interface Subject {
  readonly name: string
  readonly port: number
  pid(): number
  end(): Promise<void>
}

/** Subject on core 0; generator and provider on core 1. The same for the gateway and for every peer. */
export interface Pinning {
  readonly subject: readonly string[]
  readonly harness: readonly string[]
  readonly said: string
}

export function pinning(isWanted: boolean): Pinning {
  if (!isWanted) return { subject: [], harness: [], said: 'not pinned' }
  const taskset = pathOf('taskset')
  if (taskset === undefined || process.platform !== 'linux')
    return { subject: [], harness: [], said: 'no taskset here: nothing is pinned' }
  return {
    subject: [taskset, '-c', '0'],
    harness: [taskset, '-c', '1'],
    said: 'subject on core 0, load generator and provider together on core 1 (taskset), one subject at work at a time',
  }
}

export function pathOf(program: string): string | undefined {
  try {
    return execFileSync('which', [program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

/** Starts every peer there is on this machine. */
export async function startPeers(pins: Pinning, upstreamPort: number): Promise<Subject[]> {
  const peers: Subject[] = []
  for (const name of ['http-proxy', 'reply-from', 'undici-proxy']) {
    const [port] = (await freePorts(1)) as [number]
    const child = startPiped(pins.subject, [
      ...nodeFile(`./peers/${name}.ts`),
      String(port),
      String(upstreamPort),
    ])
    await child.line()
    peers.push({ name, port, pid: () => child.pid, end: () => child.end() })
  }
  const nginx = pathOf('nginx')
  if (nginx !== undefined) peers.push(await startNginx(nginx, pins, upstreamPort))
  return peers
}

async function startNginx(nginx: string, pins: Pinning, upstreamPort: number): Promise<Subject> {
  const [port] = (await freePorts(1)) as [number]
  const dir = mkdtempSync(join(tmpdir(), 'mtandao-nginx-'))
  const file = join(dir, 'nginx.conf')
  writeFileSync(file, nginxConfiguration(dir, port, upstreamPort))
  const child: PipedProcess = startPiped(pins.subject, [
    nginx,
    '-p',
    dir,
    '-e',
    'error.log',
    '-c',
    file,
  ])
  await waitFor('nginx', () => listens(port))
  return {
    name: 'nginx',
    port,
    pid: () => child.pid,
    async end() {
      await child.end()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** One worker without a master, so that the process pinned and measured is the one that works. */
function nginxConfiguration(dir: string, port: number, upstreamPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${dir}/${name};`)
    .join('\n  ')
  return `daemon off; master_process off; worker_processes 1; pid ${dir}/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; tcp_nodelay on;
  ${temporary}
  upstream provider { server 127.0.0.1:${upstreamPort}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / { proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.destroy()).once('close', (failed) => resolve(!failed))
    socket.once('error', () => {})
  })
}
