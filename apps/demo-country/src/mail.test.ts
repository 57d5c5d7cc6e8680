import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMailServer, type MailServer } from './mail-server.ts'
import { Mailbox } from './mailbox.ts'

let mailbox: Mailbox
let server: MailServer
beforeEach(async () => {
  mailbox = new Mailbox()
  server = await openMailServer(mailbox, 0)
})
afterEach(() => server.close())

/** Says these lines one after the other, each when the one before was answered. @returns the codes of the answers */
async function speak(...lines: readonly string[]): Promise<string[]> {
  const socket = connect(server.port, '127.0.0.1').setEncoding('utf8')
  const codes: string[] = []
  for (const line of [undefined, ...lines]) {
    if (line !== undefined) socket.write(`${line}\r\n`)
    let answer = ''
    // The last line of an answer has a space after its code.
    while (!/^\d{3} .*\r\n$/m.test(answer)) answer += String((await once(socket, 'data'))[0])
    codes.push(answer.slice(0, 3))
  }
  socket.destroy()
  return codes.slice(1)
}

const envelope = ['EHLO mfano', 'MAIL FROM:<mtandao@mfano.example>']
const letter = [
  'Subject: =?UTF-8?Q?Wajibu_unakaribia_=E2=80=93_=C2=ABGovESB=C2=BB?=',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Habari Asha,',
  '',
  'wajibu =C2=ABtovuti=C2=BB umechelewa.',
  '.',
].join('\r\n')

test('a letter is kept as its reader would see it', async () => {
  const said = await speak(...envelope, 'RCPT TO:<asha@mfano.example>', 'DATA', letter, 'QUIT')
  expect(said).toEqual(['250', '250', '250', '354', '250', '221'])
  expect(mailbox.list()).toMatchObject([
    {
      id: 1,
      from: 'mtandao@mfano.example',
      to: ['asha@mfano.example'],
      subject: 'Wajibu unakaribia – «GovESB»',
    },
  ])
  expect(mailbox.find(1)?.text).toBe('Habari Asha,\n\nwajibu «tovuti» umechelewa.')
  expect(mailbox.find(2)).toBeUndefined()
})

test('the last two hundred are kept, newest first', async () => {
  const at = new Date('2026-11-24T00:00:00Z')
  for (let one = 1; one <= 205; one += 1)
    await mailbox.take(Buffer.from(`Subject: ${one}\r\n\r\nx`), { from: 'a', to: ['b'], at })
  expect(mailbox.list()).toHaveLength(200)
  expect(mailbox.list()[0]).toMatchObject({ id: 205, subject: '205' })
  expect(mailbox.find(5)).toBeUndefined()
})

test('what is too large or to too many is refused, and the next letter is taken', async () => {
  const large = `${'x'.repeat(70)}\r\n`.repeat(4_000)
  const to = (name: string) => `RCPT TO:<${name}@mfano.example>`
  const said = await speak(...envelope, to('asha'), 'DATA', `\r\n${large}.`, 'RSET')
  expect(said).toEqual(['250', '250', '250', '354', '552', '250'])
  const many = Array.from({ length: 21 }, (_, at) => to(`mtu-${at}`))
  expect((await speak(...envelope, ...many)).slice(-2)).toEqual(['250', '452'])
  expect(mailbox.list()).toEqual([])
  await speak(...envelope, to('asha'), 'DATA', letter)
  expect(mailbox.list()).toHaveLength(1)
})

test('nobody signs in, and nothing pretends to be a secret', async () => {
  expect(await speak('EHLO mfano', 'AUTH PLAIN AGEAYg==', 'STARTTLS')).toEqual([
    '250',
    '500',
    '500',
  ])
})
