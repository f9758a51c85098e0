import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import type { SiteModel } from '#reports/html/site-model.ts'

/** Instant of the newest result of any case of a requirement: the age of what its colour rests on. */
export const newestOf = (
  model: SiteModel,
  requirement: Pick<RequirementTrace, 'cases'>,
): string | undefined => {
  let newest: string | undefined
  for (const key of requirement.cases) {
    const result = model.results.get(model.cases.get(key)?.results[0] ?? '')
    if (result && (newest === undefined || result.at > newest)) newest = result.at
  }
  return newest
}
