import type { Verdict } from '#domain/verdict.ts'

/** Verdicts as reports of campaigns name them. */
export const verdictNames: { readonly [verdict in Verdict]: string } = {
  pass: 'Pass',
  'pass-with-deviation': 'Pass w/ Deviation',
  fail: 'Fail',
  blocked: 'Blocked',
  'not-executed': 'Not Executed',
  'in-progress': 'In Progress',
}
