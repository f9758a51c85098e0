import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { butlerQuery } from './butler-query.ts'
import { coldStart } from './cold-start.ts'
import type { Bench, Finding } from './finding.ts'
import { inProcessSteps } from './in-process-steps.ts'
import { manyCases } from './many-cases.ts'
import { sharedPipeline } from './shared-pipeline.ts'
import { subprocesses } from './subprocesses.ts'
import { largeTraces } from './trace-scale.ts'
import { tracing } from './tracing.ts'
import { typing } from './typing.ts'

type Line = (bench: Bench) => readonly Finding[] | Promise<readonly Finding[]>

const lines: { readonly [name: string]: Line } = {
  steps: inProcessSteps,
  start: coldStart,
  processes: subprocesses,
  many: manyCases,
  butler: butlerQuery,
  pipeline: sharedPipeline,
  trace: tracing,
  typing,
  scale: largeTraces,
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      runs: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const chosen = Object.entries(lines).filter(([name]) => values.only?.includes(name) ?? true)
  if (chosen.length === 0) throw new Error(`--only takes ${Object.keys(lines).join(', ')}`)
  const install = dirname(import.meta.dirname)
  const work = join(install, '.lvv/bench')
  mkdirSync(work, { recursive: true })
  const bench: Bench = {
    install,
    work,
    log: join(work, 'last.log'),
    runs: Number(values.runs),
    quick: values.quick,
    node: join(install, 'node_modules/node/bin/node'),
  }
  const before = load()
  const findings: Finding[] = []
  for (const [name, measured] of chosen) {
    process.stderr.write(`measuring ${name}, load ${load()}\n`)
    findings.push(...(await measureOne(name, measured, bench)))
  }
  const table = `${machine(bench)} Load before ${before}, after ${load()}.\n\n${tableOf(findings)}`
  process.stdout.write(`${table}\n`)
  if (values.write) writeIntoReadme(join(install, 'README.md'), table)
}

/** A line that cannot be measured here says why and leaves the others alone. */
const measureOne = async (
  name: string,
  measured: Line,
  bench: Bench,
): Promise<readonly Finding[]> => {
  try {
    return await measured(bench)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return [{ line: name, limit: '', found: 'could not be measured here', holds: undefined }]
  }
}

const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

const machine = ({ runs }: Bench): string => {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const date = new Date().toISOString().slice(0, 10)
  return `Measured ${date} on ${cpus().length} × ${first?.model.trim()}, ${memory} GiB, Node ${process.version}; medians of ${runs} alternating runs.`
}

const tableOf = (findings: readonly Finding[]): string =>
  [
    '| what | at most | found | holds |',
    '|---|---|---|---|',
    ...findings.map(
      ({ line, limit, found, holds }) =>
        `| ${line} | ${limit} | ${found} | ${holds === undefined ? '' : holds ? 'yes' : '**no**'} |`,
    ),
  ].join('\n')

const writeIntoReadme = (file: string, table: string): void => {
  const text = readFileSync(file, 'utf8')
  const marked = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/
  if (!marked.test(text)) throw new Error(`${file} has no place for the table`)
  writeFileSync(
    file,
    text.replace(marked, (_all, open, close) => `${open}${table}\n${close}`),
  )
}

await main()
