import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { contentHash } from '#domain/content-hash.ts'
import type { SoftwareVersion } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { hashFolder } from './hash-folder.ts'
import { parseEupsList, parseInstalledVersions } from './installed-software.ts'
import { type StackRuntime, stack } from './stack.ts'
import { setUpExitCodes, stackCommand } from './stack-command.ts'

const plainName = /^[A-Za-z0-9_][A-Za-z0-9_.+:/-]*$/

/** `pipelines.stack`. */
export const openStack = defineStep({
  name: 'pipelines.stack',
  doc: `Finds a Rubin installation, reads the versions in use from it, and records them as the software of the run.

Kind \`eups\` sources \`loader\` and sets up \`product\`; kind \`python\` uses an interpreter that has the middleware. Fails
when the product is not among what is set up; blocked when the loader or the interpreter cannot be used.`,
  input: z
    .object({
      kind: z.enum(['python', 'eups']),
      loader: z.string().default('').describe('path of loadLSST.bash, for kind eups'),
      product: z
        .string()
        .regex(plainName, 'is no name of a product')
        .describe('`lsst_distrib`, or the distribution `lsst-daf-butler`'),
      tag: z.string().regex(plainName).or(z.literal('')).default('').describe('EUPS tag to set up'),
      python: z.string().default('').describe('path of an interpreter, for kind python'),
      pythonPath: z
        .array(z.string())
        .default([])
        .describe('folders with further Python code, from the root; they count as modified'),
      environment: z
        .record(z.string().regex(/^[A-Za-z_]\w*$/), z.string())
        .default({})
        .describe('variables that the installation needs; never secrets'),
    })
    .refine((input) => input.kind !== 'eups' || input.loader !== '', 'kind eups takes a `loader`')
    .refine(
      (input) => input.kind !== 'python' || input.python !== '',
      'kind python takes a `python`',
    ),
  output: stack,
  effect: 'read',
  timeout: 300_000,
  async run(input, context) {
    const runtime: StackRuntime = {
      kind: input.kind,
      loader: input.kind === 'eups' ? resolve(context.root, input.loader) : '',
      product: input.product,
      tag: input.kind === 'eups' ? input.tag : '',
      python: input.kind === 'python' ? resolve(context.root, input.python) : '',
      pythonPath: input.pythonPath.map((folder) => resolve(context.root, folder)),
      environment: input.environment,
    }
    const installed = await installedSoftware(runtime, context)
    const own = installed.find(({ product }) => product === input.product)
    if (own === undefined) {
      throw new StepFailure(`${input.product} is not among what is installed and set up`, {
        hint: `There is ${
          installed
            .map(({ product }) => product)
            .slice(0, 12)
            .join(', ') || 'nothing'
        }.`,
      })
    }
    const added = await unversioned(runtime.pythonPath)
    const software = [own, ...installed.filter((item) => item.modified && item !== own), ...added]
    context.reportSoftware(software)
    return {
      ...runtime,
      version: own.version,
      modified: software.some(({ modified }) => modified),
      identity: contentHash([...installed, ...added].map((item) => ({ ...item }))),
    }
  },
})

const unversioned = async (folders: readonly string[]): Promise<readonly SoftwareVersion[]> => {
  const found: SoftwareVersion[] = []
  for (const folder of folders) {
    const hash = await hashFolder(folder)
    found.push({
      product: basename(folder),
      version: `unversioned ${hash.slice(0, 12)}`,
      modified: true,
    })
  }
  return found
}

const installedSoftware = async (
  runtime: StackRuntime,
  context: StepContext,
): Promise<readonly SoftwareVersion[]> => {
  const command =
    runtime.kind === 'eups'
      ? stackCommand(runtime, 'eups', ['list', '-s'])
      : stackCommand(runtime, 'python', [join(import.meta.dirname, 'installed_versions.py')])
  const result = await context.process({
    ...command,
    evidence: 'versions.txt',
    outputLimit: 4 * 1024 * 1024,
  })
  if (result.exitCode !== 0) throw setUpProblem(runtime, result.exitCode, result.stderr)
  if (runtime.kind === 'eups') return parseEupsList(result.stdout)
  const versions = parseInstalledVersions(result.stdout)
  if (versions === undefined) {
    throw new HarnessError('not-found', `${runtime.python} is no Python that can be used`, {
      hint: 'Check `stack.python` of the environment.',
    })
  }
  return versions.products
}

const setUpProblem = (
  runtime: StackRuntime,
  exitCode: number | null,
  stderr: string,
): HarnessError => {
  const said = stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('cannot s'))
    .slice(-3)
    .join('\n')
  if (exitCode === setUpExitCodes.loader) {
    return new HarnessError(
      'not-found',
      `the loader ${runtime.loader} cannot be sourced: ${said.replace(/^.*in-stack\.sh: line \d+: /, '')}`,
      {
        hint: 'Check `stack.loader` of the environment.',
      },
    )
  }
  if (exitCode === setUpExitCodes.setup) {
    return new HarnessError('not-found', `${runtime.product} cannot be set up: ${said}`, {
      hint: 'Check `stack.product` and `stack.tag` of the environment.',
    })
  }
  return new HarnessError(
    'not-found',
    `the versions of ${runtime.product} cannot be read (exit code ${exitCode}): ${said}`,
  )
}
