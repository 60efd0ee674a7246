// Passkeys: a form marked data-passkey asks the device and sends what it answers.
//   add    registers this device; the options stand in the page
//   use    proves who one is; the options stand in the page
//   enter  signs in; the options are fetched when the button is pressed
// Hidden forms show themselves where the browser knows passkeys; without scripts they stay away.

const known = () => window.webauthnJSON?.supported()

function options () {
  return JSON.parse(document.getElementById('passkey-options').textContent)
}

async function fetched (form) {
  const response = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(response.statusText)
  return response.json()
}

// A passkey that opens the account by itself lives on the device and asks for its owner.
function forOwner (creation, alone) {
  const selection = creation.publicKey.authenticatorSelection
  selection.residentKey = alone ? 'required' : 'discouraged'
  selection.requireResidentKey = alone
  if (alone) selection.userVerification = 'required'
  return creation
}

const ways = {
  add: form => window.webauthnJSON.create(
    forOwner(options().creation_options, form.elements.passwordless?.checked ?? true)),
  use: () => window.webauthnJSON.get(options().request_options),
  enter: async form => window.webauthnJSON.get((await fetched(form)).request_options)
}

function enhance (form) {
  const failed = form.querySelector('[data-passkey-failed]')
  form.hidden = false
  form.addEventListener('submit', async event => {
    event.preventDefault()
    failed.hidden = true
    try {
      const credential = await ways[form.dataset.passkey](form)
      form.elements.credential.value = JSON.stringify(credential)
      form.submit()
    } catch {
      failed.hidden = false
    }
  })
}

if (known()) document.querySelectorAll('form[data-passkey]').forEach(enhance)
