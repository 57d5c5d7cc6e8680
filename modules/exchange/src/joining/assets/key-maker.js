// Makes a P-256 key pair with WebCrypto. The private key leaves this page only as a file that the officer saves.
const maker = document.getElementById('key-maker')
const field = document.getElementById('f-publicKey')

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))

function offer(link, text) {
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
}

async function make() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const [secret, open] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('spki', pair.publicKey),
  ])
  const der = base64(secret)
  offer(maker.querySelector('[download="mteja.pkcs8"]'), `${der}\n`)
  const lines = der.match(/.{1,64}/g).join('\n')
  offer(
    maker.querySelector('[download="mteja.pem"]'),
    `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  )
  field.value = base64(open)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', open))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  maker.querySelector('[data-print]').textContent = hex.match(/.{4}/g).join(' ')
  const made = maker.querySelector('[data-made]')
  made.hidden = false
  made.focus()
}

if (maker && field) {
  maker.hidden = false
  maker.querySelector('button').addEventListener('click', () => {
    make().catch(() => {
      maker.querySelector('[data-failed]').hidden = false
    })
  })
}
