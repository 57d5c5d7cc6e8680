/** Bare `http-proxy`: no token, no rule, no record. Arguments: own port, upstream port. */
import { Agent, createServer } from 'node:http'
import httpProxy from 'http-proxy'

const [port, upstream] = process.argv.slice(2).map(Number)
const proxy = httpProxy.createProxyServer({
  target: `http://127.0.0.1:${upstream}`,
  agent: new Agent({ keepAlive: true, maxSockets: 128, maxFreeSockets: 128 }),
})
proxy.on('error', (_error, _request, response) => {
  if ('writeHead' in response) response.writeHead(502)
  response.end()
})
createServer((request, response) => proxy.web(request, response)).listen(port, '127.0.0.1', () =>
  process.stdout.write('ready\n'),
)
