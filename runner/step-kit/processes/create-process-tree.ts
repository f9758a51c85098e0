import { randomBytes } from 'node:crypto'
import { HarnessError } from '#domain/harness-error.ts'
import { endedBy } from '#step-kit/ended-by.ts'
import type { SecretMasker } from '#step-kit/secrets/secret-masker.ts'
import { childEnvironment } from './child-environment.ts'
import { livingProcesses, sendSignal } from './living-processes.ts'
import { openLongLived } from './long-lived-program.ts'
import type { ProcessTree } from './process-tree.ts'
import { endProgram, type Program, signalAll, startProgram } from './program.ts'
import { followProgram } from './run-program.ts'
import { createWatchdog } from './watchdog.ts'

/** What a process tree needs to know. */
export interface ProcessTreeOptions {
  /** Hides secrets in what programs print. */
  readonly masker: SecretMasker
  /** Where PATH, HOME, LANG and TMPDIR come from; absent: the runner's own. */
  readonly variables?: { readonly [name: string]: string | undefined }
}

/** Makes the process tree of a runner. Starts nothing before the first program. */
export const createProcessTree = ({
  masker,
  variables = process.env,
}: ProcessTreeOptions): ProcessTree => {
  const token = randomBytes(12).toString('hex')
  const watchdog = createWatchdog(token)
  const programs = new Set<Program>()
  const stopped = new AbortController()
  let count = 0

  const launch = async (
    request: { readonly argv: readonly [string, ...string[]]; readonly cwd?: string } & {
      readonly env?: { readonly [name: string]: string | null }
    },
    scope: { readonly cwd: string; readonly label: string; readonly signal?: AbortSignal },
    stdin: 'pipe' | 'ignore',
  ): Promise<Program> => {
    count++
    const mark = `${token}.${count}`
    const env = childEnvironment(variables, request.env, mark)
    const { argv, cwd = scope.cwd } = request
    watchdog.stand()
    const program = await startProgram({ argv, cwd, env, label: scope.label }, stdin, mark)
    watchdog.watch(program.pid)
    programs.add(program)
    // `stopAll` or `killNow` came while it was being started.
    if (stopped.signal.aborted) signalAll(program, 'SIGKILL')
    void program.closed.then(() => {
      programs.delete(program)
      watchdog.forget(program.pid)
    })
    return program
  }
  const refuseWhen = (signal: AbortSignal | undefined, program: string) => {
    if (stopped.signal.aborted) {
      throw new HarnessError('interrupted', `The run has ended; "${program}" was not started.`)
    }
    if (signal?.aborted) throw endedBy(signal, `"${program}" was not started.`)
  }

  return {
    run: async (request, scope) => {
      refuseWhen(scope.signal, request.argv[0])
      const program = await launch(request, scope, request.stdin === undefined ? 'ignore' : 'pipe')
      return followProgram(program, request, { scope, masker, stopped: stopped.signal })
    },
    start: async (request, scope) => {
      refuseWhen(scope.signal, request.argv[0])
      const program = await launch(request, scope, 'pipe')
      const process = openLongLived(program, request.argv[0], masker)
      scope.signal?.addEventListener('abort', () => void process.stop(), { once: true })
      return process
    },
    stopAll: async () => {
      stopped.abort()
      await Promise.all([...programs].map(endProgram))
      if (count > 0) for (const pid of livingProcesses(`${token}.`)) sendSignal(pid, 'SIGKILL')
      watchdog.dismiss()
    },
    killNow: () => {
      stopped.abort()
      for (const { pid } of programs) sendSignal(-pid, 'SIGKILL')
      for (const pid of livingProcesses(`${token}.`)) sendSignal(pid, 'SIGKILL')
    },
  }
}
