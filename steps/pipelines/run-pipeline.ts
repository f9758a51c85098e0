import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import type { ProcessResult, StepContext } from '#step-kit/step-context.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { literalWhere, where } from '#steps/butler/where.ts'
import { emptyReason, graphProblem, isEmptyGraph } from './graph-problem.ts'
import { pipelinePath } from './pipeline-path.ts'
import { readReport } from './read-report.ts'
import { emptyOutcome, runOutcome } from './run-outcome.ts'
import { stack } from './stack.ts'
import { stackCommand } from './stack-command.ts'

/** Largest graph that is kept as evidence, in bytes; larger ones of big campaigns stay out of the store. */
const largestGraph = 64 * 1024 * 1024

const collection = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.+/@:-]*$/, 'is no name of a collection')

const input = z.object({
  stack,
  repository: z.string().min(1).describe('path (from the root), URI, or label of the repository'),
  pipeline: z
    .string()
    .min(1)
    .describe('path (from the root), URI, or `$PRODUCT_DIR/…`; `#name` selects a subset'),
  input: z.array(collection).min(1).describe('input collections, searched in this order'),
  where: where.default('').describe('which data ids: an expression, or values by name'),
  config: z
    .array(z.string().regex(/^\w+:[\w.[\]'"]+=/, 'is not `task:field=value`'))
    .default([])
    .describe('configuration overrides, `task:field=value`'),
  output: collection.default('lvv').describe('prefix of the RUN collection that is made'),
  run: collection.optional().describe('name of the RUN collection instead of a new one'),
  processes: z.int().min(1).max(1024).default(1).describe('quanta that run at once'),
})

/** `pipelines.run`. */
export const runPipeline = defineStep({
  name: 'pipelines.run',
  doc: `Runs a pipeline by \`pipetask run\` into a RUN collection of its own and reports what became of its quanta.

The row fails when not all quanta succeeded, unless one of its expressions reads \`failed\`, and when the graph is empty,
unless one reads \`expected\`. The message names task, data id and exception. Blocked when a collection, the pipeline or
the repository is missing. Running it again makes another run and changes nothing that was there; what an interrupted run
left behind stays in its collection until butler.remove_run.`,
  input,
  output: runOutcome.extend({
    run: z.string().describe('RUN collection that holds the outputs'),
    graph: evidenceFile.nullable().describe('the quantum graph; null when it is too large to keep'),
    report: evidenceFile.nullable().describe('full output of `pipetask report`'),
    log: evidenceFile.nullable().describe('everything that `pipetask` printed'),
  }),
  effect: 'idempotent',
  timeout: 3_600_000,
  implies: [
    {
      looksAt: 'failed',
      that: 'result.succeeded == result.expected',
      message: 'result.summary',
    },
    { looksAt: 'expected', that: 'result.expected > 0', message: 'result.summary' },
  ],
  async run(given, context) {
    const folder = await mkdtemp(join(context.workDir, 'pipetask-'))
    const repository = repositoryPath(given.repository, context.root)
    const run = given.run ?? runName(given.output, new Date())
    const graph = join(folder, 'run.qg')
    const result = await context.process({
      ...stackCommand(
        given.stack,
        'pipetask',
        parametersOf(given, { repository, run, graph, root: context.root }),
      ),
      cwd: folder,
      evidence: 'pipetask.log',
      outputLimit: 4 * 1024 * 1024,
    })
    const kept = { run, log: result.evidence ?? null }
    const log = `${result.stdout}\n${result.stderr}`
    refuseLostProcess(result)
    if (result.exitCode !== 0 && isEmptyGraph(log)) {
      return { ...emptyOutcome(emptyReason(log)), ...kept, graph: null, report: null }
    }
    if (!existsSync(graph)) throw graphProblem(log, result.exitCode, given.pipeline)
    const outcome = await readReport(
      { stack: given.stack, repository, graphs: [graph], output: join(folder, 'report.json') },
      context,
    )
    return { ...outcome, ...kept, graph: await keepGraph(graph, context) }
  },
})

interface Places {
  readonly repository: string
  readonly run: string
  readonly graph: string
  readonly root: string
}

const parametersOf = (given: z.output<typeof input>, places: Places): readonly string[] => {
  const expression = literalWhere(given.where)
  return [
    '--long-log',
    'run',
    '--butler-config',
    places.repository,
    '--pipeline',
    pipelinePath(given.pipeline, places.root),
    '--input',
    given.input.join(','),
    '--output-run',
    places.run,
    '--register-dataset-types',
    '--save-qgraph',
    places.graph,
    ...(given.processes > 1 ? ['--processes', String(given.processes)] : []),
    ...(expression === '' ? [] : ['--data-query', expression]),
    ...given.config.flatMap((override) => ['--config', override]),
  ]
}

/** A name that no other run has: instant and a random part below the prefix. */
const runName = (prefix: string, now: Date): string => {
  const instant = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return `${prefix}/${instant}-${randomUUID().slice(0, 8)}`
}

/** A crash inside the code under test is a failure of it; any other signal came from outside. */
const refuseLostProcess = (result: ProcessResult): void => {
  if (result.signal === null) return
  const crash = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'].includes(result.signal)
  const text = `pipetask was ended by ${result.signal}`
  if (crash) throw new StepFailure(`${text}: compiled code of the pipeline crashed`)
  throw new HarnessError('process-lost', text, {
    retryable: true,
    hint: 'SIGKILL from outside often means that memory ran out.',
  })
}

const keepGraph = async (path: string, context: StepContext): Promise<EvidenceRef | null> => {
  const { size } = await stat(path)
  if (size > largestGraph) return null
  return context.attach({ name: 'run.qg', mediaType: 'application/octet-stream', path })
}
