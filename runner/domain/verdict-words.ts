import type { Verdict } from './verdict.ts'

/** What Jira, Zephyr Scale and docsteady call our verdicts, without case, blanks, dots and hyphens. */
const words: { readonly [word: string]: Verdict } = {
  pass: 'pass',
  passed: 'pass',
  passwdeviation: 'pass-with-deviation',
  'passw/deviation': 'pass-with-deviation',
  passwithdeviation: 'pass-with-deviation',
  'passedw/deviation': 'pass-with-deviation',
  passedwithdeviation: 'pass-with-deviation',
  conditionalpass: 'pass-with-deviation',
  fail: 'fail',
  failed: 'fail',
  blocked: 'blocked',
  notexecuted: 'not-executed',
  inprogress: 'in-progress',
}

/** Verdict that a word of a test management tool stands for; undefined for an unknown one. */
export const parseVerdictWord = (word: string): Verdict | undefined => {
  const plain = word.toLowerCase().replaceAll(/[\s._-]+/g, '')
  return Object.hasOwn(words, plain) ? words[plain] : undefined
}

/** One word for each verdict, for messages that say what is expected. */
export const verdictWords = [
  'Pass',
  'Pass w/ Deviation',
  'Fail',
  'Blocked',
  'Not Executed',
  'In Progress',
] as const
