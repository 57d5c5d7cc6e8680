// Swaps the server's own rendering of the live part in, as the server sends it (Server-Sent Events).
const part = document.getElementById('live')

function listen() {
  const stream = new EventSource(part.dataset.source)
  stream.addEventListener('part', (event) => {
    // A reader who is on a link in there keeps it; so does one who is selecting text.
    const busy = part.contains(document.activeElement) || !getSelection().isCollapsed
    if (!busy) part.innerHTML = event.data
  })
  return stream
}

if (part) {
  let stream = listen()
  // A page that nobody looks at asks for nothing.
  document.addEventListener('visibilitychange', () => {
    stream.close()
    if (!document.hidden) stream = listen()
  })
}
