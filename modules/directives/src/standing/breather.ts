/** Longer than this at a stretch, and pages wait. */
const stretchMs = 10

/** Lets others work when we have worked long enough. */
export function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < stretchMs) return
    await new Promise<void>((go) => setImmediate(go))
    since = performance.now()
  }
}
