import { delimiter, dirname, join } from 'node:path'
import type { StackRuntime } from './stack.ts'

/** A program of a stack, ready to be started. */
export interface StackCommand {
  readonly argv: readonly [string, ...string[]]
  readonly env: { readonly [name: string]: string }
}

/** Exit codes of `in-stack.sh` when it could not set up the product; no program of the stack has run then. */
export const setUpExitCodes = { loader: 91, setup: 92 } as const

/** Command that runs a program of a stack: `python`, `pipetask`, `eups`. */
export const stackCommand = (
  stack: StackRuntime,
  program: string,
  parameters: readonly string[],
): StackCommand => {
  const env = {
    ...stack.environment,
    ...(stack.pythonPath.length > 0 && { PYTHONPATH: stack.pythonPath.join(delimiter) }),
  }
  switch (stack.kind) {
    case 'python': {
      const path = program === 'python' ? stack.python : join(dirname(stack.python), program)
      return { argv: [path, ...parameters], env: { PYTHONNOUSERSITE: '1', ...env } }
    }
    case 'eups':
      return {
        argv: [
          'bash',
          join(import.meta.dirname, 'in-stack.sh'),
          stack.loader,
          stack.product,
          stack.tag,
          program,
          ...parameters,
        ],
        env,
      }
    default:
      return stack.kind satisfies never
  }
}
