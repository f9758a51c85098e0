import type { Catalog } from '#catalog/catalog.ts'
import {
  type ElementKey,
  implicitElement,
  parseElementKey,
  parseRequirementKey,
  type RequirementKey,
} from '#domain/keys.ts'
import type { Stage } from '#domain/requirement.ts'
import type { ImportedResult } from '#domain/tracing/imported-result.ts'
import { shown } from './line-problem.ts'
import type { ResultLine } from './result-columns.ts'

/** What of a root a result is held against. */
export type Known = Pick<Catalog, 'cases' | 'environments' | 'requirements'>

/** A line held against the root: the result, or why it is none, and what is odd about it. */
export interface Matched {
  readonly result?: Omit<ImportedResult, 'line'>
  /** What was expected, what was found; with any there is no result. */
  readonly problems: readonly string[]
  /** Said once for all lines it is true of. */
  readonly warnings: readonly string[]
}

/** Finds what a line belongs to, and whether it earns credit. `now`: milliseconds since the epoch. */
export const matchResult = (line: ResultLine, known: Known, now: number): Matched => {
  const problems: string[] = []
  const warnings: string[] = []
  const notes = { problems, warnings }
  if (line.element === undefined && line.case === undefined) {
    problems.push('element, case: expected at least one of them, found neither')
  }
  if (Date.parse(line.date) > now + aDay) {
    problems.push(`date: expected a day until now, found ${shown(line.date)}`)
  }
  const elements = elementsOf(line, known, notes)
  const stage = stageOf(line, known, notes)
  if (problems.length > 0) return notes
  const { status: verdict, date, matrix, environment, release, note, by } = line
  const result = {
    ...(line.case !== undefined && { case: line.case }),
    matrix,
    verdict,
    elements: Object.fromEntries(elements.map((element) => [element, verdict])),
    creditable: stage !== 'rehearsal',
    environment,
    stage,
    ...(release !== undefined && { release }),
    at: verdict === 'fail' ? latestOf(date, now) : date,
    ...(note !== undefined && { note }),
    ...(by !== undefined && { by }),
  }
  return { ...notes, result }
}

/** Nobody knows when on its day a failure was seen: for all that is known after whatever passed on that day. */
const latestOf = (date: string, now: number): string => {
  const begin = Date.parse(date)
  if (begin % aDay !== 0) return date
  return new Date(Math.max(begin, Math.min(begin + aDay - 1, now))).toISOString()
}

/** Somewhere it is tomorrow already. */
const aDay = 86_400_000

interface Notes {
  readonly problems: string[]
  readonly warnings: string[]
}

const elementsOf = (line: ResultLine, known: Known, notes: Notes): readonly ElementKey[] => {
  const testCase = line.case === undefined ? undefined : known.cases.get(line.case)
  if (line.case !== undefined && testCase === undefined) {
    notes.warnings.push(`${line.case} is no case of this root`)
  }
  const verified = testCase?.verifies.map(({ element }) => element)
  if (line.element === undefined) return verified ?? []
  const named = line.element.split(/[\s,;]+/).flatMap((text) => resolve(text, known, notes))
  for (const element of named) {
    if (verified === undefined || verified.includes(element)) continue
    notes.warnings.push(`${line.case} does not verify ${element}`)
  }
  return named
}

const resolve = (
  text: string,
  { requirements: { requirements, elements } }: Known,
  { problems, warnings }: Notes,
): readonly ElementKey[] => {
  const element = parseElementKey(text)
  if (element !== undefined) {
    if (!elements.has(element)) warnings.push(`${element} is no element of this root`)
    return [element]
  }
  const [id = '', parameter] = text.split('/', 2)
  const requirement = parseRequirementKey(id)
  if (requirement === undefined) {
    problems.push(
      `element: expected LVV-3402, DMS-REQ-0360 or DMS-REQ-0360/AM2, found ${shown(text)}`,
    )
    return []
  }
  if (!requirements.has(requirement)) {
    warnings.push(`${requirement} is no requirement of this root`)
    return [implicitElement(requirement)]
  }
  const found = [...elements.values()].filter(
    (one) =>
      one.requirement === requirement &&
      (parameter === undefined || one.parameters.includes(parameter)),
  )
  return onlyOne(
    found.map(({ key }) => key),
    { requirement, parameter },
    problems,
  )
}

const onlyOne = (
  found: readonly ElementKey[],
  { requirement, parameter }: { requirement: RequirementKey; parameter: string | undefined },
  problems: string[],
): readonly ElementKey[] => {
  if (found.length === 1) return found
  if (found.length === 0 && parameter === undefined) return [implicitElement(requirement)]
  problems.push(
    found.length === 0
      ? `element: no element of ${requirement} has a parameter ${shown(parameter)}`
      : `element: ${requirement} has ${found.length} elements: expected one of ${found.join(', ')}`,
  )
  return []
}

/** As the file says, else as the root says; nobody is taken at their word against the root. */
const stageOf = (line: ResultLine, known: Known, { problems, warnings }: Notes): Stage => {
  const environment = known.environments.get(line.environment)
  if (environment === undefined) {
    if (line.stage === undefined) {
      warnings.push(
        `environment ${shown(line.environment)} is not known here and no stage is named: a rehearsal`,
      )
    }
    return line.stage ?? 'rehearsal'
  }
  if (line.stage !== undefined && line.stage !== environment.stage) {
    problems.push(
      `stage: expected ${environment.stage}, as ${environment.file} says, found ${line.stage}`,
    )
  }
  return environment.stage
}
