import { copyFile, mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { readReport } from './read-report.ts'
import { runOutcome } from './run-outcome.ts'
import { stack } from './stack.ts'

const graph = z.union([z.string().min(1), evidenceFile])

/** `pipelines.report`. */
export const reportRun = defineStep({
  name: 'pipelines.report',
  doc: `Reports what became of the quanta of graphs that were executed, by \`pipetask report\`.

Several graphs are attempts at the same processing, from the first to the last: a quantum that a later one recovered
counts as succeeded. The row fails when not all quanta succeeded, unless one of its expressions reads \`failed\`.`,
  input: z.object({
    stack,
    repository: z.string().min(1).describe('path (from the root), URI, or label of the repository'),
    graph: z
      .union([graph, z.array(graph).min(1)])
      .describe('quantum graph: a path from the root, or evidence of pipelines.run; or several'),
  }),
  output: runOutcome.extend({ report: evidenceFile.describe('full output of `pipetask report`') }),
  effect: 'read',
  timeout: 1_800_000,
  implies: [
    {
      looksAt: 'failed',
      that: 'result.succeeded == result.expected',
      message: 'result.summary',
    },
  ],
  async run(input, context) {
    const folder = await mkdtemp(join(context.workDir, 'report-'))
    const given = Array.isArray(input.graph) ? input.graph : [input.graph]
    const graphs: string[] = []
    for (const [index, one] of given.entries()) {
      if (typeof one === 'string') {
        graphs.push(resolve(context.root, one))
      } else {
        // The middleware tells the format of a graph by the extension of its file.
        const path = join(folder, `${index}.qg`)
        await copyFile(await context.evidencePath(one), path)
        graphs.push(path)
      }
    }
    return readReport(
      {
        stack: input.stack,
        repository: repositoryPath(input.repository, context.root),
        graphs,
        output: join(folder, 'report.json'),
      },
      context,
    )
  },
})
