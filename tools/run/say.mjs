/** Lines this wide still fit the narrowest terminal we expect. */
const COLUMNS = 96

/** One message in both languages, Swahili first: on one line when it fits, otherwise on two. */
export function bothLanguages(sw, en) {
  const line = `${sw} / ${en}`
  return line.length <= COLUMNS && !line.includes('\n') ? line : `${sw}\n${en}`
}

/** Progress goes to stderr, so that `-- --json` leaves stdout to the task alone. */
export function say(sw, en) {
  process.stderr.write(`${bothLanguages(sw, en)}\n`)
}

/** A fault whose message is meant for the person at the terminal: no stack trace is shown with it. */
export class Explained extends Error {
  constructor(sw, en, options) {
    super(bothLanguages(sw, en), options)
    this.name = 'Explained'
  }
}

/**
 * Says that something is going on when it takes longer than two seconds, and how long it has taken since.
 * On a terminal the line comes every 5 s; in a log file every 15 s.
 */
export async function withProgress(sw, en, work) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  let ticks
  const first = setTimeout(() => {
    say(`${sw} …`, `${en} …`)
    ticks = setInterval(
      () => say(`${sw}: sekunde ${seconds()}`, `${en}: ${seconds()} s`),
      process.stderr.isTTY ? 5_000 : 15_000,
    )
  }, 1_500)
  try {
    return await work()
  } finally {
    clearTimeout(first)
    clearInterval(ticks)
  }
}
