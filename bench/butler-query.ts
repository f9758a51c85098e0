import { type Bench, type Finding, lvvRun } from './finding.ts'
import { measureInTurn, type Usage } from './measure.ts'
import { rubinRoot } from './rubin-root.ts'

const more = 100

/** A query by the step, told from the difference of a case with many and one with one, against the `butler` command. */
export const butlerQuery = (bench: Bench): readonly Finding[] => {
  const { root, repository, butler } = rubinRoot(bench, 'butler', [
    ['BENCH-T1', script(1)],
    ['BENCH-T2', script(1 + more)],
  ])
  const query = ['query-datasets', repository, 'rawSourceTable', '--collections', 'SimCam/defaults']
  const [one, many, command] = measureInTurn(
    [
      lvvRun(bench, root, ['BENCH-T1', '--env', 'local']),
      lvvRun(bench, root, ['BENCH-T2', '--env', 'local']),
      { name: 'butler', argv: [butler, ...query], cwd: root },
    ],
    { ...bench, runs: Math.min(bench.runs, 3) },
  )
  if (!one || !many || !command) return []
  const step = perQuery(one, many)
  const [cpu, wall] = [command.cpu / step.cpu, command.wall / step.wall]
  const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`
  return [
    {
      line: 'a Butler query by the step',
      limit: '50 × faster than the `butler` command',
      found: `${cpu.toFixed(0)} × by CPU, ${wall.toFixed(0)} × by wall (${milliseconds(step.wall)} beside ${milliseconds(command.wall)})`,
      holds: cpu >= 50 && wall >= 50,
    },
  ]
}

const perQuery = (one: Usage, many: Usage) => ({
  cpu: (many.cpu - one.cpu) / more,
  wall: (many.wall - one.wall) / more,
})

const script = (queries: number): string =>
  [
    '  - id: stack',
    '    call: initialize_science_pipelines',
    '  - id: open',
    '    call: instantiate_butler',
    '    with: { stack: "${{ steps.stack.stack }}", collections: [SimCam/defaults] }',
    ...Array.from({ length: queries }, (_, index) =>
      [
        `  - id: q${index}`,
        '    do: butler.query_datasets',
        '    with: { butler: "${{ steps.open.butler }}", datasetType: rawSourceTable }',
        '    expect:',
        '      - value: result.count',
        '        atLeast: 1',
      ].join('\n'),
    ),
    '',
  ].join('\n')
