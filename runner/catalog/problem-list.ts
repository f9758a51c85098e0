import type { Problem } from '#domain/problem.ts'
import type { Path, YamlSource } from './yaml/read-yaml.ts'
import type { Place } from './yaml/text-lines.ts'

/** What is wrong, without its place. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly hint?: string | undefined
  readonly severity?: Problem['severity']
}

/** Collects what is wrong in one file. */
export interface ProblemList {
  readonly source: YamlSource
  readonly problems: readonly Problem[]
  /** At a value. */
  at(path: Path, finding: Finding): void
  /** At the key of a value. */
  atKey(path: Path, finding: Finding): void
  /** At a part of a text value. */
  inside(
    path: Path,
    range: { readonly offset: number; readonly length: number },
    finding: Finding,
  ): void
  hasErrors(): boolean
}

/** Starts with what is wrong in the YAML itself. */
export const problemList = (source: YamlSource): ProblemList => {
  const problems: Problem[] = [...source.problems]
  const add = (place: Place, { code, message, hint, severity = 'error' }: Finding): void => {
    problems.push({
      severity,
      code,
      file: source.file,
      ...place,
      message,
      ...(hint !== undefined && { hint }),
    })
  }
  return {
    source,
    problems,
    at: (path, finding) => add(source.place(path), finding),
    atKey: (path, finding) => add(source.place(path, 'key'), finding),
    inside: (path, { offset, length }, finding) =>
      add(source.placeInside(path, offset, length), finding),
    hasErrors: () => problems.some(({ severity }) => severity === 'error'),
  }
}
