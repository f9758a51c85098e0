import type { ExecutionState } from '#domain/ledger-event.ts'
import type { DossierInput } from '#traceability/dossier-input.ts'
import { id } from './sample-definitions.ts'
import { sampleInput } from './sample-input.ts'
import { am2, planned, row, state } from './sample-results.ts'

const changed: readonly ExecutionState[] = [
  state('LVV-T1745[band=g]', {
    elements: { 'LVV-3402': 'pass' },
    rows: [row('processed'), row('am2', { expectations: [am2(5.2, 'pass')] })],
  }),
  state('LVV-T1745[band=r]', {
    fingerprint: 'other',
    elements: { 'LVV-3402': 'pass' },
    rows: [row('processed'), row('am2', { expectations: [am2(5.02, 'pass')] })],
  }),
  state('LVV-T191', {
    verdict: 'blocked',
    message: 'the cluster did not answer',
    rows: [row('load', { verdict: 'blocked', message: 'the cluster did not answer' })],
  }),
]
const byId = new Map(changed.map((one) => [one.execution, one]))
const { executions } = sampleInput.graph

/** The sample a day later: one value moved clearly, one within its noise, one verdict without any cause. */
export const laterInput: DossierInput = {
  ...sampleInput,
  summary: { ...sampleInput.summary, run: 14, startedAt: '2026-11-24T08:00:00.000Z' },
  graph: {
    ...sampleInput.graph,
    executions: [
      ...executions.filter((one) => one.id !== id('LVV-T40')),
      planned('LVV-T377#again', { matrix: { band: 'y' } }),
    ],
  },
  executions: sampleInput.executions.map((one) => byId.get(one.execution) ?? one),
}
