import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type GraphRequirement, type TraceGraph, titleOf } from './trace-graph.ts'

/** Items of one document of a peer. */
const perFile = 500

/** Writes files below a folder that is made anew. */
export const writeFolder = (
  folder: string,
  files: Iterable<readonly [file: string, text: string]>,
): string => {
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of files) {
    const path = join(folder, file)
    const parent = dirname(path)
    if (!existsSync(parent)) mkdirSync(parent, { recursive: true })
    writeFileSync(path, text)
  }
  return folder
}

/** Name of a requirement with OpenFastTrace: every level needs a test, the upper ones also the level below. */
const itemName = ({ level, number }: GraphRequirement): string =>
  `${['feat', 'req', 'dsn'][level]}~r_${number}~1`

const needed = ['req, utest', 'dsn, utest', 'utest'] as const

/** The graph as Markdown of OpenFastTrace. */
export function* openFastTraceFiles({
  requirements,
  cases,
}: TraceGraph): Iterable<readonly [string, string]> {
  const item = new Map(requirements.map((one) => [one.number, itemName(one)]))
  for (const [part, own] of chunks(requirements)) {
    const items = own.map((one) =>
      section(titleOf(one), itemName(one), 'The system does so.', [
        ...(one.parent === undefined ? [] : covers([item.get(one.parent) ?? ''])),
        `Needs: ${needed[one.level]}`,
        '',
      ]),
    )
    yield [`requirements-${part}.md`, `# Requirements ${part}\n\n${items.join('')}`]
  }
  for (const [part, own] of chunks(cases)) {
    const items = own.map(({ number, verifies }) =>
      section(`Test ${number}`, `utest~t_${number}~1`, 'Verify.', covers(verifies.map(itemName))),
    )
    yield [`tests-${part}.md`, `# Tests ${part}\n\n${items.join('')}`]
  }
}

const section = (title: string, name: string, text: string, more: readonly string[]): string =>
  [`### ${title}`, `\`${name}\``, '', text, '', ...more, ''].join('\n')

const covers = (names: readonly string[]): readonly string[] => [
  'Covers:',
  '',
  ...names.map((name) => `* \`${name}\``),
  '',
]

const chunks = <T>(all: readonly T[]): readonly (readonly [number, readonly T[]])[] =>
  Array.from({ length: Math.ceil(all.length / perFile) }, (_, part) => [
    part,
    all.slice(part * perFile, (part + 1) * perFile),
  ])

/** Numbers of the requirements that OpenFastTrace's summaries of failures say have no test. */
export const uncoveredOfOpenFastTrace = (output: string): readonly number[] =>
  output
    .split('\n')
    .filter((line) => /-utest/.test(line))
    .flatMap((line) => /~r_(\d+)~1/.exec(line)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other)
