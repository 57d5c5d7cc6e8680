// Passkeys need the browser's own hands. Everything else on these pages works without this file.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }))

async function options(path) {
  const answer = await fetch(`/auth/passkey/${path}`, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(path)
  return await answer.json()
}

async function verify(path, body) {
  const answer = await fetch(`/auth/passkey/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(path)
}

const told = (credential, response) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
  response,
})

async function signIn() {
  const asked = await options('generate-authenticate-options')
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: known(asked.allowCredentials),
    userVerification: 'required',
  }
  const credential = await navigator.credentials.get({ publicKey })
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response
  await verify('verify-authentication', {
    response: told(credential, {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : undefined,
    }),
  })
}

async function register(name) {
  const asked = await options('generate-register-options')
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  }
  const credential = await navigator.credentials.create({ publicKey })
  const { clientDataJSON, attestationObject } = credential.response
  await verify('verify-registration', {
    name,
    response: told(credential, {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    }),
  })
}

async function press(button) {
  const failed = document.getElementById('passkey-failed')
  button.disabled = true
  if (failed) failed.hidden = true
  try {
    if (button.dataset.passkey === 'sign-in') await signIn()
    else await register(document.getElementById('f-passkey-name')?.value.slice(0, 60) ?? '')
    // The same page with another part of it in view would not be asked for again.
    if (button.dataset.passkey === 'sign-in') location.assign(button.dataset.then ?? '/desk')
    else location.reload()
  } catch {
    if (failed) failed.hidden = false
    button.disabled = false
  }
}

for (const button of document.querySelectorAll('button[data-passkey]')) {
  if (!window.PublicKeyCredential) continue
  button.hidden = false
  button.addEventListener('click', () => void press(button))
}
