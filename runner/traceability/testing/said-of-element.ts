import { buildTrace } from '#traceability/build-trace.ts'
import type { TraceInput } from '#traceability/trace-input.ts'
import { traceInput } from './trace-parts.ts'

/** Coverage of LVV-1 with its flags, but for the one that every unreviewed pass has. */
export const said = (more: Partial<TraceInput>, key = 'LVV-1'): string => {
  const found = buildTrace(traceInput(more)).elements.find((one) => one.key === key)
  const flags = found?.flags.filter((flag) => flag !== 'unreviewed') ?? []
  return [found?.coverage, ...flags].join(' ')
}
