import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './finding.ts'
import { type TraceGraph, traceGraph } from './trace-graph.ts'
import { openFastTraceFiles, writeFolder } from './trace-peers.ts'
import { recordResults } from './trace-results.ts'
import { rootFiles } from './trace-root.ts'

/** A graph in the forms of the tools. */
export interface TraceSet {
  readonly graph: TraceGraph
  /** A root of ours with its ledger. */
  readonly root: string
  /** Markdown for OpenFastTrace. */
  readonly openFastTrace: string
}

/** Makes a set, or takes the one that the same generators made before: recording results takes its time. */
export const traceSet = async (
  { install, work }: Pick<Bench, 'install' | 'work'>,
  requirements: number,
  cases: number,
): Promise<TraceSet> => {
  const graph = traceGraph(requirements, cases)
  const folder = join(work, `trace-${requirements}`)
  const set = { graph, root: join(folder, 'root'), openFastTrace: join(folder, 'openfasttrace') }
  const made = join(folder, 'made-by')
  const generators = hashOfGenerators()
  if (existsSync(made) && readFileSync(made, 'utf8') === generators) return set
  mkdirSync(folder, { recursive: true })
  writeFolder(set.openFastTrace, openFastTraceFiles(graph))
  writeFolder(set.root, rootFiles(graph))
  mkdirSync(join(set.root, '.lvv'))
  await recordResults(install, set.root, graph)
  writeFileSync(made, generators)
  return set
}

const hashOfGenerators = (): string => {
  const digest = createHash('sha256')
  for (const name of ['graph', 'root', 'results', 'peers']) {
    digest.update(readFileSync(join(import.meta.dirname, `trace-${name}.ts`)))
  }
  return digest.digest('hex')
}
