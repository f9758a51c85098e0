/** Something that must end in time. */
export interface Watch {
  readonly at: number
  readonly expire: () => void
}

/** Time limits of many rows on one timer, so that a row that answers at once costs none. */
export interface Deadlines {
  /** Calls `expire` once at the instant, unless forgotten before. */
  watch(at: number, expire: () => void): Watch
  forget(watch: Watch): void
  close(): void
}

/** The longest delay that a timer takes. */
const longestDelay = 2 ** 31 - 1

/** Makes an empty set of time limits. `now` is in milliseconds since the epoch. */
export const createDeadlines = (now: () => number): Deadlines => {
  const watches = new Set<Watch>()
  let timer: NodeJS.Timeout | undefined
  let timerAt = Number.POSITIVE_INFINITY

  const arm = (at: number): void => {
    clearTimeout(timer)
    timerAt = at
    timer = setTimeout(expireDue, Math.min(Math.max(0, at - now()), longestDelay))
  }
  const expireDue = (): void => {
    timer = undefined
    timerAt = Number.POSITIVE_INFINITY
    const instant = now()
    for (const watch of [...watches]) {
      if (watch.at > instant || !watches.delete(watch)) continue
      watch.expire()
    }
    let next = Number.POSITIVE_INFINITY
    for (const watch of watches) next = Math.min(next, watch.at)
    if (next < timerAt) arm(next)
  }
  return {
    watch: (at, expire) => {
      const watch = { at, expire }
      watches.add(watch)
      if (at < timerAt) arm(at)
      else timer?.ref()
      return watch
    },
    forget: (watch) => {
      // The timer stays for the next row, but must not keep the process alive by itself.
      if (watches.delete(watch) && watches.size === 0) timer?.unref()
    },
    close: () => {
      clearTimeout(timer)
      watches.clear()
    },
  }
}
