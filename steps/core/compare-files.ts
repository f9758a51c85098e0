import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { type Difference, firstByteDifference, firstLineDifference } from './first-difference.ts'
import { openRegular } from './open-regular.ts'
import { fromField, pathFrom } from './path-from.ts'

const file = z.union([z.string(), evidenceFile])
const textLimit = 64 * 1024 * 1024

const input = z.strictObject({
  actual: file.describe('what the system made: a path, or evidence of an earlier row'),
  expected: file.describe('what it must be like: a path, or evidence of an earlier row'),
  from: fromField,
  expectedFrom: z
    .string()
    .optional()
    .describe('where the path of `expected` starts, as `from`; absent: the same'),
  as: z
    .enum(['bytes', 'text'])
    .default('bytes')
    .describe('`text` takes all ends of lines for equal, and keeps a unified diff; at most 64 MiB'),
})

const output = z.object({
  same: z.boolean().describe('true when there is no difference'),
  difference: z.string().describe('the first difference in words; empty when they are the same'),
  diff: evidenceFile.optional().describe('unified diff of texts that differ'),
})

/** `core.compare_files` */
export const compareFiles = defineStep({
  name: 'core.compare_files',
  doc: 'Compares two files by bytes or as text, and says where they differ first. A difference fails, unless an expectation looks at it. Files of any size are compared by bytes.',
  input,
  output,
  effect: 'read',
  timeout: 300_000,
  implies: [{ looksAt: 'same', that: 'result.same', message: 'result.difference' }],
  run: async ({ actual, expected, from, expectedFrom = from, as }, context) => {
    const found = await placeOf(actual, from, context)
    const wanted = await placeOf(expected, expectedFrom, context)
    const difference = as === 'text' ? await byText(found, wanted) : await byBytes(found, wanted)
    if (!difference) return { same: true, difference: '' }
    const names = { actual: nameOf(actual), expected: nameOf(expected) }
    const diff = as === 'text' ? await diffOf({ found, wanted }, names, context) : undefined
    return {
      same: false,
      difference: context.mask(
        `${names.actual} differs from ${names.expected} at ${difference.place}: expected ${difference.expected}, found ${difference.found}`,
      ),
      ...(diff && { diff }),
    }
  },
})

type Given = z.output<typeof file>

const nameOf = (given: Given): string => (typeof given === 'string' ? given : given.name)

const placeOf = (given: Given, from: string, context: StepContext): Promise<string> =>
  typeof given === 'string' ? pathFrom(given, from, context) : context.evidencePath(given)

const byBytes = async (found: string, wanted: string): Promise<Difference | undefined> => {
  await using one = await openRegular(found)
  await using other = await openRegular(wanted)
  // Awaited here: the files are closed when this function returns.
  return await firstByteDifference(one, other)
}

const byText = async (found: string, wanted: string): Promise<Difference | undefined> =>
  firstLineDifference(await readText(found), await readText(wanted))

const readText = async (place: string): Promise<string> => {
  await using handle = await openRegular(place)
  const { size } = await handle.stat()
  if (size > textLimit) {
    throw new HarnessError(
      'too-large',
      `${place} has ${size} bytes; the limit for text is ${textLimit}.`,
      {
        hint: 'Compare with `as: bytes`.',
      },
    )
  }
  return await handle.readFile('utf8')
}

/** Unified diff by the system's `diff`; none where there is no such program: the first difference is told anyway. */
const diffOf = async (
  { found, wanted }: { readonly found: string; readonly wanted: string },
  names: { readonly actual: string; readonly expected: string },
  context: StepContext,
) => {
  const labels = ['-L', names.expected, '-L', names.actual]
  try {
    const { stdout } = await context.process({
      argv: ['diff', '-u', '--strip-trailing-cr', ...labels, wanted, found],
    })
    return await context.attach({ name: 'difference.diff', mediaType: 'text/x-diff', text: stdout })
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'process-start') return undefined
    throw error
  }
}
