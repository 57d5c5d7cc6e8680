import { once } from 'node:events'
import type { Server } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Mailbox } from './mailbox.ts'

const letterBytesMax = 256 * 1024
const recipientsMax = 20
const clientsMax = 20
const silenceMs = 30_000

export interface MailServer {
  readonly port: number
  close(): Promise<void>
}

/** Takes every letter and sends none: SMTP on loopback, without TLS and without accounts, for the demo alone. */
export async function openMailServer(mailbox: Mailbox, port: number): Promise<MailServer> {
  const server = new SMTPServer({
    name: 'barua.mfano.example',
    banner: 'letters end here',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: letterBytesMax,
    maxClients: clientsMax,
    socketTimeout: silenceMs,
    closeTimeout: 1_000,
    onRcptTo: (_address, { envelope }, done) => {
      done(envelope.rcptTo.length < recipientsMax ? null : refusal('too many recipients', 452))
    },
    onData: (stream, session, done) => {
      takeLetter(mailbox, stream, session).then(() => done(null), done)
    },
  })
  // A client that goes away in the middle is no fault of ours.
  server.on('error', () => {})
  const listening: Server = server.listen(port, '127.0.0.1')
  await Promise.race([
    once(listening, 'listening'),
    once(server, 'error').then(([cause]) => {
      throw new Error(`no letters are taken on port ${port}`, { cause })
    }),
  ])
  const address = listening.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((closed) => server.close(closed)),
  }
}

async function takeLetter(
  mailbox: Mailbox,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<void> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length
    // Read to its end all the same: SMTP answers after the letter.
    if (bytes <= letterBytesMax) parts.push(part)
  }
  if (stream.sizeExceeded || bytes > letterBytesMax) throw refusal('letter too large', 552)
  await mailbox.take(Buffer.concat(parts), {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    at: new Date(),
  })
}

function refusal(words: string, responseCode: number): Error {
  return Object.assign(new Error(words), { responseCode })
}
