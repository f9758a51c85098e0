import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'

/** What a model was asked for by name. */
export interface AskedNames {
  readonly release?: string | undefined
  readonly environment?: string | undefined
  /** Environments that the root holds. */
  readonly environments: Iterable<string>
}

/** Names that nothing in a model answers to: likely mistyped. One error each, with the nearest name. */
export const unknownNames = (
  { asOf, runs }: Pick<TraceDossier, 'asOf' | 'runs'>,
  { release, environment, environments }: AskedNames,
): readonly HarnessError[] => {
  const errors: HarnessError[] = []
  if (environment !== undefined && runs.length === 0) {
    const message = `no result is of environment "${environment}"`
    errors.push(notFound(message, environment, [...environments]))
  }
  if (release !== undefined && !asOf.releases.includes(release)) {
    errors.push(notFound(`no result names release "${release}"`, release, asOf.releases))
  }
  return errors
}

const notFound = (message: string, name: string, known: readonly string[]): HarnessError => {
  const near = nearestName(name, known)
  return new HarnessError('not-found', message, {
    ...(near !== undefined && near !== name && { hint: `did you mean "${near}"?` }),
  })
}

/** The sentence of one of them, on one line. */
export const sentenceOf = ({ message, hint }: HarnessError): string =>
  `lvv: ${message}${hint === undefined ? '' : `; ${hint}`}\n`
