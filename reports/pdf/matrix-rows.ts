import type { Coverage } from '#domain/tracing/coverage.ts'
import type {
  CellTrace,
  ElementTrace,
  RequirementTrace,
  ResultTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'

/** One line of text in a cell. */
export interface MatrixLine {
  readonly text: string
  readonly weight?: 'bold'
  readonly tone?: 'quiet' | 'rehearsed' | Coverage
  /** Web address it leads to. */
  readonly link?: string
}

/** A row of the matrix: requirement, element, case, result that counts, rehearsal. */
export interface MatrixRow {
  /** Set on the first row of a requirement. */
  readonly starts?: { readonly id: string; readonly document: string; readonly title: string }
  /** Set where a new element begins. */
  readonly newElement: boolean
  /** Shown again where the rows of a requirement go on over a page. */
  readonly requirement: string
  readonly cells: readonly (readonly MatrixLine[])[]
}

/** Headings of the columns, and which part of the width each takes. */
export const matrixColumns: readonly { readonly title: string; readonly share: number }[] = [
  { title: 'Requirement', share: 0.26 },
  { title: 'Verification element', share: 0.25 },
  { title: 'Test case', share: 0.18 },
  { title: 'Result that counts', share: 0.17 },
  { title: 'Rehearsed, no credit', share: 0.14 },
]

/** How coverages are called. */
export const coverageNames: { readonly [coverage in Coverage]: string } = {
  'fully-verified': 'fully verified',
  'partially-verified': 'partially verified',
  'with-failures': 'with failures',
  'not-verified': 'not verified',
  'not-covered': 'not covered',
}

/** Documents that are verified here: those with elements or cases. */
export const matrixDocuments = (trace: TraceDossier): TraceDossier['documents'] => {
  const verified = new Set(
    trace.requirements
      .filter(({ elements, cases }) => elements.length > 0 || cases.length > 0)
      .map(({ document }) => document),
  )
  return trace.documents.filter(({ document }) => verified.has(document))
}

/** All rows, by document in the order of the trace. */
export const matrixRows = (trace: TraceDossier, jira: string): readonly MatrixRow[] => {
  const elements = new Map<string, ElementTrace>(trace.elements.map((item) => [item.key, item]))
  const cases = new Map<string, string>(trace.cases.map(({ key, title }) => [key, title]))
  const results = new Map(trace.results.map((result) => [result.id, result]))
  const order = new Map(matrixDocuments(trace).map(({ document }, index) => [document, index]))
  const requirements = trace.requirements
    .filter(({ document }) => order.has(document))
    .toSorted((a, b) => (order.get(a.document) ?? 0) - (order.get(b.document) ?? 0))
  return requirements.flatMap((requirement): readonly MatrixRow[] => {
    const own = requirement.elements.flatMap((key) => elements.get(key) ?? [])
    const parts = own.flatMap((element) =>
      cellsOf(element).map((cell, index) => ({ element, cell, first: index === 0 })),
    )
    const rows = parts.map(({ element, cell, first }, index) => ({
      ...(index === 0 ? { starts: requirement } : {}),
      newElement: first,
      requirement: requirement.id,
      cells: [
        index === 0 ? requirementLines(requirement) : [],
        first ? elementLines(element, jira) : [],
        caseLines(cell, cases, jira),
        resultLines(cell, results),
        rehearsalLines(cell, results),
      ],
    }))
    if (rows.length > 0) return rows
    return [
      {
        starts: requirement,
        newElement: true,
        requirement: requirement.id,
        cells: [requirementLines(requirement), [{ text: 'no element', tone: 'quiet' }], [], [], []],
      },
    ]
  })
}

const cellsOf = ({ cells }: ElementTrace): readonly (CellTrace | undefined)[] =>
  cells.length === 0 ? [undefined] : cells

const requirementLines = (requirement: RequirementTrace): readonly MatrixLine[] => [
  { text: requirement.id, weight: 'bold' },
  { text: requirement.title },
  {
    text: `${requirement.document}${requirement.priority === undefined ? '' : `, priority ${requirement.priority}`}`,
    tone: 'quiet',
  },
  requirement.status === 'descoped'
    ? { text: 'descoped', tone: 'quiet' }
    : { text: coverageNames[requirement.coverage], tone: requirement.coverage, weight: 'bold' },
  ...flagLines(requirement.flags),
]

const flagLines = (flags: readonly string[]): readonly MatrixLine[] => {
  const shown = flags.filter((flag) => flag !== 'descoped')
  return shown.length === 0 ? [] : [{ text: shown.join(', '), tone: 'quiet' }]
}

const elementLines = (element: ElementTrace, jira: string): readonly MatrixLine[] => [
  {
    text: element.key,
    weight: 'bold',
    ...(element.implicit ? {} : linkOf(element.key, `${jira}/browse/`)),
  },
  { text: element.title },
  { text: coverageNames[element.coverage], tone: element.coverage, weight: 'bold' },
  ...(element.verifiedIn.length === 0
    ? []
    : [{ text: `verified in ${element.verifiedIn.join(', ')}`, tone: 'quiet' as const }]),
]

const testCasePage =
  '/projects/LVV?selectedItem=com.atlassian.plugins.atlassian-connect-plugin:com.kanoah.test-manager__main-project-page#!/v2/testCase/'

const linkOf = (key: string, page: string): { readonly link?: string } =>
  /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-T?\d+$/.test(key) ? { link: `${page}${key}` } : {}

const caseLines = (
  cell: CellTrace | undefined,
  cases: ReadonlyMap<string, string>,
  jira: string,
): readonly MatrixLine[] => {
  if (!cell) return [{ text: 'no test case', tone: 'quiet' }]
  const matrix = Object.entries(cell.matrix).map(([name, value]) => `${name}=${String(value)}`)
  const key = cell.case
  return [
    key === undefined
      ? { text: 'recorded elsewhere', tone: 'quiet' }
      : { text: key, weight: 'bold', ...linkOf(key, `${jira}${testCasePage}`) },
    { text: key === undefined ? '' : (cases.get(key) ?? '') },
    ...(matrix.length === 0 ? [] : [{ text: matrix.join(', '), tone: 'quiet' as const }]),
  ]
}

const resultLines = (
  cell: CellTrace | undefined,
  results: ReadonlyMap<string, ResultTrace>,
): readonly MatrixLine[] => {
  if (!cell) return []
  if (cell.verdict === undefined) return [{ text: 'none', tone: 'quiet' }]
  const taken = results.get(cell.taken ?? '')
  return [
    {
      text: cell.verdict,
      weight: 'bold',
      tone: cell.verdict === 'fail' ? 'with-failures' : 'fully-verified',
    },
    ...whence(taken),
    ...(taken && taken.changes.length > 0 ? [{ text: 'outdated', tone: 'quiet' as const }] : []),
  ]
}

const rehearsalLines = (
  cell: CellTrace | undefined,
  results: ReadonlyMap<string, ResultTrace>,
): readonly MatrixLine[] =>
  cell?.rehearsed
    ? [
        { text: `rehearsed: ${cell.rehearsed.verdict}`, tone: 'rehearsed' },
        ...whence(results.get(cell.rehearsed.result)),
      ]
    : []

const whence = (result: ResultTrace | undefined): readonly MatrixLine[] =>
  result
    ? [
        {
          text: `${result.at.slice(0, 10)}, run ${result.origin.run}, ${result.environment}${result.release === undefined ? '' : `, ${result.release}`}`,
          tone: 'quiet',
        },
      ]
    : []
