import { z } from 'zod'
import { namedType } from '#step-kit/named-type.ts'

/** The type `pipelines.Stack`: which Rubin installation does the work, as plain data. */
export const stack = namedType(
  'pipelines.Stack',
  z.object({
    kind: z
      .enum(['python', 'eups'])
      .describe('`python`: an interpreter or virtual environment; `eups`: a loader and `setup`'),
    loader: z.string().describe('absolute path of loadLSST.bash; empty for kind python'),
    product: z.string().describe('product that is set up, or distribution whose version counts'),
    tag: z.string().describe('EUPS tag that `setup` takes; empty: current'),
    python: z.string().describe('absolute path of the interpreter; empty for kind eups'),
    pythonPath: z.array(z.string()).describe('absolute folders added to PYTHONPATH'),
    environment: z.record(z.string(), z.string()).describe('variables added; never secrets'),
    version: z.string().describe('release tag or version of the product'),
    modified: z.boolean().describe('true when code that is no release takes part'),
    identity: z.string().describe('hash of all versions and of code without a version'),
  }),
)

/** Which Rubin installation does the work. */
export type Stack = z.output<typeof stack>

/** What starts programs of a stack; the part of it that decides whether two rows may share a worker. */
export type StackRuntime = Pick<
  Stack,
  'kind' | 'loader' | 'product' | 'tag' | 'python' | 'pythonPath' | 'environment'
>
