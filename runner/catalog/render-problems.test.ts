import { expect, test } from 'vitest'
import type { Problem } from '#domain/problem.ts'
import { renderProblems } from './render-problems.ts'

const problem: Problem = {
  severity: 'error',
  code: 'too-large',
  file: 'cases/big.yaml',
  line: 0,
  column: 0,
  length: 0,
  message: 'The file is too large.',
}
const options = { root: import.meta.dirname, colour: false, columns: 80 }

test('no problems are no text', () => {
  expect(renderProblems([], options)).toBe('')
})

test('a problem of a whole file has no line', () => {
  expect(renderProblems([problem], options)).toBe(
    'cases/big.yaml error too-large\n  The file is too large.\n\n',
  )
})

test('colours stand only where they are asked for', () => {
  expect(renderProblems([problem], options)).not.toContain('\u001B')
  expect(renderProblems([problem], { ...options, colour: true })).toContain('\u001B[31m')
})

test('what a file says cannot steer the terminal', () => {
  const text = renderProblems([{ ...problem, message: 'x \u001B[2J y' }], options)
  expect(text).not.toContain('\u001B')
})

test.each([20, 40, 80, 200])('no line of the frame is wider than %i columns', (columns) => {
  const at = { ...problem, file: 'render-problems.test.ts', line: 47, column: 60, length: 30 }
  for (const line of renderProblems([at], { ...options, columns })
    .split('\n')
    .slice(2)) {
    expect(line.length).toBeLessThanOrEqual(Math.max(columns, 32))
  }
})

test('a file that went away is shown without its line', () => {
  expect(renderProblems([{ ...problem, line: 3, column: 1 }], options)).toBe(
    'cases/big.yaml:3:1 error too-large\n  The file is too large.\n\n',
  )
})
