import { expect, test } from 'vitest'
import { emptyReason, graphProblem, isEmptyGraph } from './graph-problem.ts'

const traceback = (last: string) => `lsst.daf.butler.cli.utils ERROR: Caught an exception
Traceback (most recent call last):
  File "commands.py", line 222, in run
    raise Something("a: b")
${last}
`

test.each([
  [
    "lsst.daf.butler._exceptions.MissingCollectionError: No collection with name 'x' found.",
    'HarnessError',
    'not-found',
  ],
  ["FileNotFoundError: No such file: 'drp.yaml'", 'HarnessError', 'not-found'],
  ["ModuleNotFoundError: No module named 'lsst.drp'", 'HarnessError', 'not-found'],
  ['sqlalchemy.exc.OperationalError: connection refused', 'HarnessError', 'service-unavailable'],
  ['lsst.pex.config.config.FieldValidationError: no such field', 'HarnessError', 'bad-input'],
  ['OSError: [Errno 28] No space left on device', 'HarnessError', 'disk-full'],
  ['lsst.pipe.base.ConnectionTypeConsistencyError: inconsistent', 'StepFailure', undefined],
])('%s is a %s %s', (last, name, code) => {
  const problem = graphProblem(traceback(last), 1, 'drp.yaml')
  expect(problem.name).toBe(name)
  expect('code' in problem ? problem.code : undefined).toBe(code)
})

test('a usage error is bad input, in the words of the program', () => {
  const log = 'Usage: pipetask run [OPTIONS]\nError: No such option: --frob\n'
  expect(graphProblem(log, 2, 'drp.yaml')).toMatchObject({ code: 'bad-input' })
})

test('a file of a product that is not set up names the variable', () => {
  const log = traceback('FileNotFoundError: No proxy available for eups://drp_pipe/x.yaml')
  expect(graphProblem(log, 1, '$DRP_PIPE_DIR/x.yaml').hint).toBe(
    'Check the path, and that the stack sets DRP_PIPE_DIR.',
  )
})

test('an empty graph is told from a failure, with its reason', () => {
  const log =
    'Initial data ID query returned no rows, so QuantumGraph will be empty.\nQuantumGraph contains no quanta.'
  expect(isEmptyGraph(log)).toBe(true)
  expect(isEmptyGraph(traceback('RuntimeError: boom'))).toBe(false)
  expect(emptyReason(log)).toMatch(/no data ids/)
  expect(emptyReason('QuantumGraph was empty')).toMatch(/no task has the inputs/)
})
