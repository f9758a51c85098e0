import type { Interrupts } from './io.ts'

/** Interrupts that stop listening when the command is done. */
export interface ListeningInterrupts extends Interrupts {
  close(): void
}

/** Exit code of a run that was interrupted. */
const interruptedCode = 130

/**
 * SIGINT, SIGTERM and SIGHUP: the first ends what runs and keeps the ledger whole, the second stops at once.
 */
export const listenForInterrupts = (target: NodeJS.Process): ListeningInterrupts => {
  const controller = new AbortController()
  const actions: (() => void)[] = []
  const listen = (): void => {
    if (!controller.signal.aborted) {
      controller.abort()
      return
    }
    for (const action of actions) action()
    target.exit(interruptedCode)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) target.on(signal, listen)
  return {
    stop: controller.signal,
    onKill: (action) => {
      actions.push(action)
    },
    close: () => {
      for (const signal of signals) target.off(signal, listen)
    },
  }
}
