import {
  type GraphCase,
  type GraphRequirement,
  levels,
  type TraceGraph,
  titleOf,
} from './trace-graph.ts'

const documents = ['TOP', 'MID', 'LOW'] as const

/** Key of a generated requirement. */
export const requirementKey = ({ level, number }: Pick<GraphRequirement, 'level' | 'number'>) =>
  `${documents[level]}-REQ-${number}`

/** Number of a generated requirement, from its key. */
export const requirementNumber = (key: string): number => Number(key.split('-').at(-1))

/** The graph as the files of a root: a document a level, an element a requirement, a file a case. */
export function* rootFiles({
  requirements,
  cases,
}: TraceGraph): Iterable<readonly [string, string]> {
  const levelOf = new Map(requirements.map((one) => [one.number, one.level]))
  const parentOf = ({ parent }: GraphRequirement): string | undefined => {
    const level = parent === undefined ? undefined : levelOf.get(parent)
    return parent === undefined || level === undefined
      ? undefined
      : requirementKey({ number: parent, level })
  }
  for (const level of levels) {
    const document = documents[level]
    const own = requirements.filter((one) => one.level === level)
    const head = [`document: ${document}`, `title: Requirements of level ${level}`, 'requirements:']
    const lines = own.flatMap((one) => requirementLines(one, parentOf(one)))
    yield [`requirements/${document.toLowerCase()}.yaml`, text([...head, ...lines])]
    const elements = [`document: ${document}`, 'elements:', ...own.flatMap(elementLines)]
    yield [`requirements/elements/${document.toLowerCase()}.yaml`, text(elements)]
  }
  for (const one of cases) {
    const folder = `area-${one.number % 8}`
    yield [`cases/${folder}/BENCH-T${one.number}.yaml`, text(caseLines(one))]
  }
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

const requirementLines = (one: GraphRequirement, parent: string | undefined): readonly string[] => [
  `  - id: ${requirementKey(one)}`,
  `    title: ${titleOf(one)}`,
  `    priority: ${['1a', '1b', '2', '3'][one.number % 4]}`,
  ...(parent === undefined ? [] : [`    parents: [${parent}]`]),
  '    status: live',
  ...(one.measured
    ? [
        '    parameters:',
        '      latency: { value: 60, unit: s, role: threshold, sense: at-most, statistic: each }',
      ]
    : []),
]

const elementLines = (one: GraphRequirement): readonly string[] => [
  `  - key: BENCH-${one.number}`,
  `    requirement: ${requirementKey(one)}`,
  `    title: Function ${one.number} answers`,
  ...(one.measured ? ['    parameters: [latency]'] : []),
  '    method: Test',
]

/** Seconds that a case of this result measures; the threshold is 60. */
export const latencyOf = ({ number, result }: GraphCase): number =>
  (result === 'fail' ? 61 : 10) + (number % 40)

const caseLines = (one: GraphCase): readonly string[] => {
  const users = one.number % 300
  return [
    `key: BENCH-T${one.number}`,
    `title: Ask function ${one.number} and time its answer`,
    'objective: >-',
    '  A tester asks for the function as a user would, counts the answers and times the slowest of them.',
    'method: Test',
    'status: Approved',
    'priority: Normal',
    `verifies: [${one.verifies.map(({ number }) => `BENCH-${number}`).join(', ')}]`,
    `tags: [bench, aspect-${['portal', 'notebook', 'api'][one.number % 3]}]`,
    'script:',
    '  - id: ask',
    '    description: Ask for the function once for each user.',
    '    do: core.echo',
    `    with: { users: ${users}, slowest: ${latencyOf(one)} }`,
    '    expect:',
    '      - value: result.users',
    `        equals: ${users}`,
    ...one.verifies.filter(({ measured }) => measured).flatMap(measureLines),
  ]
}

const measureLines = (one: GraphRequirement): readonly string[] => [
  '      - measure: latency',
  '        value: result.slowest',
  '        unit: s',
  `        meets: ${requirementKey(one)}/latency`,
]
