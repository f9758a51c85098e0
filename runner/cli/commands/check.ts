import { renderProblems } from '#catalog/render-problems.ts'
import type { Command } from '#cli/command.ts'
import { openCatalog } from '#cli/open-catalog.ts'

/** `lvv check [PATH…]`: every problem of every file at once; exit code 2 when one is an error. */
export const check: Command = async (args, io) => {
  const { catalog, root } = await openCatalog(args, io)
  const wanted = args.positionals.map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''))
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
