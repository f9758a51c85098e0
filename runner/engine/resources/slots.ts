/** Places of workers: at most so many executions run at once. */
export interface Slots {
  /** Takes a free place for a new case; those that run already go first. */
  tryTake(): boolean
  /** Waits for a place, in order. */
  take(): Promise<void>
  release(): void
}

/** Makes the places; `onFree` is called when one is free that nobody waits for. */
export const createSlots = (count: number, onFree: () => void): Slots => {
  const waiting: (() => void)[] = []
  let free = Math.max(1, count)
  return {
    tryTake: () => {
      if (free === 0 || waiting.length > 0) return false
      free -= 1
      return true
    },
    take: () => {
      if (free > 0) {
        free -= 1
        return Promise.resolve()
      }
      return new Promise((resolve) => waiting.push(resolve))
    },
    release: () => {
      const next = waiting.shift()
      if (next) {
        next()
        return
      }
      free += 1
      onFree()
    },
  }
}
