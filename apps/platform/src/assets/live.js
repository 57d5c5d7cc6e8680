// Swaps the server's own rendering of the live part in, every two seconds while the page is looked at.
const part = document.getElementById('live')
const everyMs = 2000

async function refresh() {
  // A reader who is on a link in there keeps it; so does one who is selecting text.
  const busy = part.contains(document.activeElement) || !getSelection().isCollapsed
  if (document.hidden || busy) return
  const address = `${part.dataset.source}?lang=${document.documentElement.lang}`
  const answer = await fetch(address, { signal: AbortSignal.timeout(5000) })
  if (answer.ok) part.innerHTML = await answer.text()
}

async function keepFresh() {
  // An absence of the server leaves what is shown, with the time it was true.
  await refresh().catch(() => {})
  setTimeout(keepFresh, everyMs)
}

if (part) setTimeout(keepFresh, everyMs)
