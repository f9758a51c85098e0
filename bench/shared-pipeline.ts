import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, type Finding, lvvRun, ratioText, usageText } from './finding.ts'
import { type Command, measureInTurn } from './measure.ts'
import { executionsOf, rubinRoot } from './rubin-root.ts'

const count = 50

/** Many cases that need the same products against one of them. Each run has a ledger of its own: nothing is fresh. */
export const sharedPipeline = (bench: Bench): readonly Finding[] => {
  const cases = Array.from(
    { length: count },
    (_, index) => [`BENCH-T${index + 1}`, script] as const,
  )
  const { root } = rubinRoot(bench, 'shared', cases)
  const dossier = join(root, 'dossier.json')
  const [one, all] = measureInTurn(
    [
      fresh(bench, root, ['BENCH-T1', '--env', 'local']),
      fresh(bench, root, ['--tag', 'bench', '--env', 'local', '--report', `json=${dossier}`]),
    ],
    { ...bench, runs: Math.min(bench.runs, 3) },
  )
  if (one === undefined || all === undefined) return []
  const pipelines = executionsOf(dossier, 'LVV-T1064')
  const times = all.wall / one.wall
  rmSync(join(root, 'bench.sqlite'), { force: true })
  return [
    {
      line: `${count} cases on one pipeline run`,
      limit: '1 execution of `pipetask`; 1.3 × one case',
      found: `${pipelines} execution, ${ratioText(all, one)} (${usageText(all)})`,
      holds: pipelines === 1 && times <= 1.3,
    },
  ]
}

const fresh = (bench: Bench, root: string, args: readonly string[]): Command => {
  const command = lvvRun(bench, root, [...args, '--ledger', 'bench.sqlite'])
  const argv = ['sh', '-c', 'rm -f bench.sqlite*; exec "$0" "$@"', ...command.argv]
  return { ...command, argv }
}

const script = `  - id: stack
    call: initialize_science_pipelines
  - id: processed
    call: run_science_pipelines
    with: { stack: "\${{ steps.stack.stack }}", dataset: "\${{ env.datasets.survey }}" }
  - id: sources
    do: butler.count
    with: { butler: "\${{ steps.processed.butler }}", datasetType: sourceTable }
    expect:
      - value: result.count
        atLeast: 1
`
