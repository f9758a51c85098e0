import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { Gap } from '#domain/tracing/gap.ts'
import type {
  CaseTrace,
  CellTrace,
  ElementTrace,
  MeasureTrace,
  RequirementTrace,
  ResultTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { formatMargin, formatMeasured, withUnit } from '#reports/terminal/text/format-number.ts'
import { formatInstant } from '#reports/terminal/text/format-time.ts'
import {
  type Line,
  layOut,
  line,
  type Screen,
  type Span,
  span,
} from '#reports/terminal/text/lay-out.ts'
import { verdictLook } from '#reports/terminal/text/tone.ts'
import { coverageLook, flagWords } from './coverage-look.ts'

/** Levels of children that are shown below a requirement. */
const levels = 4
/** Results of a case that are shown. */
const resultsShown = 12

/**
 * `lvv trace KEY`: everything that hangs on a requirement, an element, a case, a document, or a key that only others name;
 * undefined when nothing of the model has this key.
 */
export const renderKey = (trace: TraceDossier, key: string, screen: Screen): string | undefined => {
  const index = indexOf(trace)
  const lines = linesOf(index, key)
  if (lines.length === 0) return undefined
  const gaps = trace.gaps.filter((gap) => gap.key === key)
  return layOut([...lines, ...gapLines(gaps)], screen)
}

interface Index {
  readonly trace: TraceDossier
  readonly requirements: ReadonlyMap<string, RequirementTrace>
  readonly elements: ReadonlyMap<string, ElementTrace>
  readonly cases: ReadonlyMap<string, CaseTrace>
  readonly results: ReadonlyMap<string, ResultTrace>
}

const indexOf = (trace: TraceDossier): Index => ({
  trace,
  requirements: new Map(trace.requirements.map((one) => [one.id, one])),
  elements: new Map(trace.elements.map((one) => [one.key, one])),
  cases: new Map(trace.cases.map((one) => [one.key, one])),
  results: new Map(trace.results.map((one) => [one.id, one])),
})

const linesOf = (index: Index, key: string): readonly Line[] => {
  const requirement = index.requirements.get(key)
  if (requirement) return requirementPage(index, requirement)
  const element = index.elements.get(key)
  if (element) return elementLines(index, element, 0)
  const found = index.cases.get(key)
  if (found) return casePage(index, found)
  const document = index.trace.requirements.filter((one) => one.document === key)
  if (document.length > 0) return document.flatMap((one) => headLines(one, 0))
  const children = index.trace.requirements.filter(({ parents }) => parents.includes(key))
  return children.length === 0
    ? []
    : [
        line(0, span(key, 'strong'), '  of a document that is not held'),
        ...children.flatMap((child) => treeLines(index, child, { depth: 1, above: [key] })),
      ]
}

const requirementPage = (index: Index, requirement: RequirementTrace): readonly Line[] => [
  ...requirement.parents.map((parent) => {
    const title = index.requirements.get(parent)?.title
    return line(0, span('↑ ', 'dim'), span(parent, 'info'), title === undefined ? '' : `  ${title}`)
  }),
  ...headLines(requirement, 0),
  ...requirement.parameters.map((parameter) =>
    line(
      4,
      span(parameter.name, 'info'),
      `  ${parameter.role}${parameter.sense === undefined ? '' : ` ${parameter.sense}`} `,
      { text: withUnit(String(parameter.value), parameter.unit), keep: true },
      ...measureSpans(index.trace.measures, `${requirement.id}/${parameter.name}`),
    ),
  ),
  ...requirement.elements.flatMap((key) => {
    const element = index.elements.get(key)
    return element === undefined ? [] : elementLines(index, element, 2)
  }),
  ...requirement.children.flatMap((child) => {
    const found = index.requirements.get(child)
    return found === undefined ? [] : treeLines(index, found, { depth: 1, above: [requirement.id] })
  }),
]

/** The newest measured value of a parameter: what it is, how far from its limit, where it may be read on. */
const measureSpans = (
  measures: readonly MeasureTrace[],
  key: string,
): readonly (Span | string)[] => {
  const point = measures.find((measure) => measure.key === key)?.points.at(-1)
  if (point === undefined) return []
  const margin =
    point.margin === undefined ? '' : `, margin ${formatMargin(point.margin, point.unit)}`
  const credit = point.creditable ? '' : ', rehearsed'
  return [
    '  measured ',
    { text: formatMeasured(point), keep: true },
    `${margin}${credit} in run ${point.run}`,
  ]
}

const headLines = (requirement: RequirementTrace, indent: number): readonly Line[] => [
  line(
    indent,
    span(requirement.id, 'strong'),
    `  ${requirement.title}`,
    ...(requirement.priority === undefined ? [] : [span(`  ${requirement.priority}`, 'dim')]),
    ...(requirement.status === 'descoped' ? [span('  descoped', 'dim')] : []),
    '  ',
    ...coverageSpans(requirement),
    ...belowSpans(requirement),
  ),
]

/** What flows down from it, beside its own coverage; for one without elements it is all there is to say. */
const belowSpans = ({ below }: RequirementTrace): readonly Span[] => {
  if (below === undefined) return []
  const look = coverageLook[below.coverage]
  return [span('  below: ', 'dim'), { ...span(`${look.mark} ${look.word}`, look.tone), keep: true }]
}

const coverageSpans = (of: {
  readonly coverage: Coverage
  readonly flags: readonly CoverageFlag[]
}): readonly Span[] => {
  const look = coverageLook[of.coverage]
  const flags = of.flags.map((flag) => flagWords[flag])
  return [
    { ...span(`${look.mark} ${look.word}`, look.tone), keep: true },
    ...(flags.length === 0 ? [] : [span(`  [${flags.join(', ')}]`, 'warn')]),
  ]
}

const treeLines = (
  index: Index,
  requirement: RequirementTrace,
  at: { readonly depth: number; readonly above: readonly string[] },
): readonly Line[] => {
  const indent = at.depth * 2
  const own = [line(indent, span('↓ ', 'dim'), ...(headLines(requirement, 0)[0]?.spans ?? []))]
  if (at.above.includes(requirement.id))
    return [line(indent, `↓ ${requirement.id} again: a circle`)]
  if (at.depth >= levels) return own
  const below = { depth: at.depth + 1, above: [...at.above, requirement.id] }
  return [
    ...own,
    ...requirement.children.flatMap((child) => {
      const found = index.requirements.get(child)
      return found === undefined ? [] : treeLines(index, found, below)
    }),
  ]
}

const elementLines = (index: Index, element: ElementTrace, indent: number): readonly Line[] => [
  line(
    indent,
    span(element.key, 'strong'),
    `  ${element.title}  `,
    ...coverageSpans(element),
    ...(element.jiraStatus === undefined ? [] : [span(`  Jira: ${element.jiraStatus}`, 'dim')]),
  ),
  line(indent + 4, span(element.why, 'dim')),
  ...element.verifiedIn.map((key) => line(indent + 4, `verified in ${key}`)),
  ...element.cells.map((cell) => cellLine(index, cell, indent + 4)),
]

const cellLine = (index: Index, cell: CellTrace, indent: number): Line => {
  const found = cell.case === undefined ? undefined : index.cases.get(cell.case)
  const shown = cell.verdict ?? cell.rehearsed?.verdict
  const look = shown === undefined ? verdictLook['not-executed'] : verdictLook[shown]
  const result = index.results.get(cell.taken ?? cell.rehearsed?.result ?? cell.newest ?? '')
  return line(
    indent,
    // Only credit is shown in the colour of a verdict.
    span(`${look.mark} `, cell.verdict === undefined ? 'dim' : look.tone),
    `${cell.case ?? 'recorded elsewhere'}${matrixText(cell.matrix)}`,
    ...(found?.stub ? [span('  stub', 'warn')] : []),
    `  ${stateText(cell)}`,
    ...(result === undefined ? [] : [span(`  ${resultText(result)}`, 'dim')]),
    ...(cell.flags.length === 0
      ? []
      : [span(`  [${cell.flags.map((flag) => flagWords[flag]).join(', ')}]`, 'warn')]),
  )
}

const stateText = (cell: CellTrace): string => {
  if (cell.verdict !== undefined) return cell.verdict
  if (cell.rehearsed !== undefined) return `rehearsed: ${cell.rehearsed.verdict}, no credit`
  return cell.earlier === undefined ? 'never judged' : 'judged at an earlier release'
}

const matrixText = (matrix: CellTrace['matrix']): string => {
  const entries = Object.entries(matrix).map(([name, value]) => `${name}=${String(value)}`)
  return entries.length === 0 ? '' : `[${entries.join(',')}]`
}

const resultText = (result: ResultTrace): string => {
  const changes = result.changes.map(({ key, message }) => `${key}: ${message}`)
  const since = changes.length === 0 ? '' : `; since then ${changes.join('; ')}`
  return `${result.id} on ${result.environment}, ${formatInstant(result.at)}${since}`
}

const casePage = (index: Index, found: CaseTrace): readonly Line[] => [
  line(
    0,
    span(found.key, 'strong'),
    `  ${found.title}`,
    span(`  ${found.status}, ${found.method}, ${found.stub ? 'stub' : found.automation}`, 'dim'),
  ),
  line(2, span(found.file, 'dim')),
  ...found.elements.map((key) => {
    const element = index.elements.get(key)
    return line(
      2,
      span(key, 'info'),
      `  ${element?.requirement ?? ''} ${element?.title ?? 'of a document that is not held'}  `,
      ...(element === undefined ? [] : coverageSpans(element)),
    )
  }),
  ...(found.calls.length === 0 ? [] : [line(2, `calls ${found.calls.join(', ')}`)]),
  ...(found.callers.length === 0 ? [] : [line(2, `called by ${found.callers.join(', ')}`)]),
  ...found.results.slice(0, resultsShown).flatMap((id) => {
    const result = index.results.get(id)
    if (result === undefined) return []
    const look = verdictLook[result.verdict]
    return [
      line(
        2,
        span(`${look.mark} ${result.verdict}`, result.creditable ? look.tone : 'dim'),
        `  ${resultText(result)}`,
        ...(result.creditable ? [] : [span('  no credit', 'dim')]),
      ),
    ]
  }),
  ...(found.results.length > resultsShown
    ? [line(2, span(`… and ${found.results.length - resultsShown} older`, 'dim'))]
    : []),
]

const gapLines = (gaps: readonly Gap[]): readonly Line[] =>
  gaps.map((gap) => line(0, span('gap  ', 'warn'), gap.message))
