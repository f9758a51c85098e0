import type { Ledger, Owner } from '#ledger/ledger.ts'

/** Milliseconds between heartbeats. */
const interval = 3000

/** Tells the ledger now and then that this process lives, since it holds the run. Gives what ends it. */
export const startHeartbeat = (ledger: Ledger, owner: Owner): (() => void) => {
  const timer = setInterval(() => {
    // One that is missed does no harm, and a ledger that fails shows at the next event.
    ledger.heartbeat(owner).catch(() => undefined)
  }, interval)
  timer.unref()
  return () => clearInterval(timer)
}
