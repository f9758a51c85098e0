/** Why something could not be judged or read. The text before the dash is stable; scripts may rely on it. */
export const errorCodes = {
  usage: 'command line is wrong',
  'bad-input': 'an input file is wrong',
  'not-found': 'a named thing does not exist',
  'environment-variable': 'an environment variable or secret is missing',
  'step-unavailable': 'the code of a step family cannot be loaded',
  'step-input': 'the input of a step does not fit its schema',
  'step-output': 'a step returned something its schema does not allow',
  expression: 'an expression could not be evaluated',
  timeout: 'a time limit passed',
  interrupted: 'the run was interrupted',
  'process-start': 'a program could not be started',
  'process-lost': 'a process ended without an answer',
  'service-unavailable': 'a service did not answer',
  'session-lost': 'a session ended while in use',
  'resource-unavailable': 'resources or locks cannot be had',
  'disk-full': 'no space is left on the disk',
  'too-large': 'data is larger than its limit',
  'path-outside': 'a path leaves its root',
  'ledger-busy': 'another process holds the ledger or the run',
  'ledger-damaged': 'the ledger does not hold together',
  'ledger-version': 'the ledger was written by another version',
  changed: 'something changed since the plan was stored',
  facility: 'the embedded facility did not come up',
  'evidence-missing': 'evidence is missing or changed',
  'once-under-way': 'a step that must run once was under way when the runner ended',
  'precursor-not-passed': 'a precursor did not pass',
  internal: 'an error in lvv itself',
} as const

/** Stable code of a HarnessError. */
export type ErrorCode = keyof typeof errorCodes
