import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { renderProblems } from '#catalog/render-problems.ts'
import type { Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** `lvv check [PATH…]`: every problem of every file at once; exit code 2 when one is an error. */
export const check: Command = async (args, io) => {
  const { catalog, root } = await openCatalog(args, io)
  const wanted = args.positionals.map((path) => inRoot(path, root, io.cwd))
  const problems = catalog.problems.filter(
    ({ file }) =>
      wanted.length === 0 || wanted.some((path) => file === path || file.startsWith(`${path}/`)),
  )
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const warnings = problems.length - errors
  if (args.flag('json')) {
    for (const problem of problems) io.stdout.write(`${JSON.stringify(problem)}\n`)
    return errors > 0 ? 2 : 0
  }
  const { columns, colour } = io.stdout
  if (problems.length > 0) io.stdout.write(renderProblems(problems, { root, colour, columns }))
  const precursors = [...catalog.cases.values()].filter((item) => item.kind === 'precursor').length
  io.stdout.write(
    `${count(catalog.cases.size - precursors, 'case')}, ${count(precursors, 'precursor')}, ${count(catalog.plans.size, 'plan')}, ` +
      `${count(catalog.environments.size, 'environment')}, ${count(catalog.requirements.requirements.size, 'requirement')}, ` +
      `${count(catalog.requirements.elements.size, 'element')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}\n`,
  )
  return errors > 0 ? 2 : 0
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`

/** Path of what is to be checked, from the root; it may be named from there or from the current folder. */
const inRoot = (path: string, root: string, cwd: string): string => {
  const found = [resolve(cwd, path), resolve(root, path)].find((place) => existsSync(place))
  if (found === undefined) {
    throw new HarnessError('not-found', `there is no file or folder "${path}"`, {
      hint: 'Name one of the root, for example `lvv check cases/metrics`.',
    })
  }
  return relative(realpathSync(root), realpathSync(found))
}
