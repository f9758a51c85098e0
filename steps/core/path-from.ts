import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { StepContext } from '#step-kit/step-context.ts'

/** Input of the steps that read files: where paths start, and what they cannot leave. */
export const fromField = z
  .string()
  .default('root')
  .describe(
    'where paths start, and what they may not leave: `root`, `work` (the work folder of this execution), or an absolute folder that an environment names',
  )

/**
 * Absolute path of a file that need not exist. Throws HarnessError `path-outside` when it leaves its folder, also by
 * symbolic links: a path may come from what the system answered.
 */
export const pathFrom = async (
  file: string,
  from: string,
  context: StepContext,
): Promise<string> => {
  const base = await folderOf(from, context)
  const wanted = path.resolve(base, file)
  const real = await realPathOf(wanted)
  if (isInside(wanted, base) && isInside(real, await realPathOf(base))) return real
  throw new HarnessError('path-outside', `${context.label}: the path ${file} leaves ${base}.`, {
    hint: 'Name the folder that holds it by `from`: `work`, or an absolute path that the environment names.',
  })
}

const folderOf = async (from: string, context: StepContext): Promise<string> => {
  if (from === 'root') return context.root
  if (from === 'work') return context.workDir
  if (path.isAbsolute(from)) return path.normalize(from)
  throw new HarnessError(
    'step-input',
    `${context.label}: \`from\` is "${from}"; expected "root", "work", or an absolute folder.`,
  )
}

const isInside = (file: string, folder: string): boolean =>
  file === folder || file.startsWith(folder.endsWith('/') ? folder : `${folder}/`)

/** Real path of what exists of a path, with the rest of it appended. */
const realPathOf = async (file: string): Promise<string> => {
  try {
    return await realpath(file)
  } catch {
    // It does not exist (yet): its parent decides where it would be.
    const parent = path.dirname(file)
    return parent === file ? file : path.join(await realPathOf(parent), path.basename(file))
  }
}
