import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Catalog } from '#catalog/catalog.ts'
import { renderProblems } from '#catalog/render-problems.ts'
import type { Arguments, Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import type { Io } from '#cli/screen/io.ts'
import { detailLines, renderDetail } from '#cli/screen/render-detail.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { gradeDetail } from '#grading/detail/grade-detail.ts'

/**
 * `lvv check [PATH|KEY…]`: every problem of every file at once; exit code 2 when one is an error. With `--detail` also
 * how much detail each script has; a grade is no error.
 */
export const check: Command = async (args, io) => {
  const { catalog, root } = await openCatalog(args, io)
  const wanted = args.positionals.map((name) => fileOf(name, { catalog, root, cwd: io.cwd }))
  const isWanted = ({ file }: { readonly file: string }): boolean =>
    wanted.length === 0 ||
    wanted.some((path) => path === '' || file === path || file.startsWith(`${path}/`))
  const errors = showProblems({ catalog, root, isWanted }, args, io)
  if (args.flag('detail')) {
    const report = gradeDetail(catalog.cases.values(), catalog.requirements, isWanted)
    const lines = args.flag('json')
      ? detailLines(report)
      : renderDetail(report, { ...screenOf(io), verbose: args.flag('verbose') })
    for (const line of lines) io.stdout.write(`${line}\n`)
  }
  return errors > 0 ? 2 : 0
}

const screenOf = ({ stdout: { columns, isTTY, colour } }: Io) => ({ columns, isTTY, colour })

const showProblems = (
  of: {
    readonly catalog: Catalog
    readonly root: string
    readonly isWanted: (problem: { readonly file: string }) => boolean
  },
  args: Arguments,
  io: Io,
): number => {
  const { catalog, root } = of
  const problems = catalog.problems.filter(of.isWanted)
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const warnings = problems.length - errors
  if (args.flag('json')) {
    for (const problem of problems) io.stdout.write(`${JSON.stringify(problem)}\n`)
    return errors
  }
  const { columns, colour } = io.stdout
  if (problems.length > 0) io.stdout.write(renderProblems(problems, { root, colour, columns }))
  const heads = catalog.heads()
  const precursors = heads.filter(({ kind }) => kind === 'precursor').length
  const stubs = heads.filter(({ stub }) => stub).length
  io.stdout.write(
    `${count(catalog.cases.size - precursors, 'case')}, ${count(precursors, 'precursor')}, ${stubs > 0 ? `${count(stubs, 'stub')}, ` : ''}${count(catalog.plans.size, 'plan')}, ` +
      `${count(catalog.environments.size, 'environment')}, ${count(catalog.requirements.requirements.size, 'requirement')}, ` +
      `${count(catalog.requirements.elements.size, 'element')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}\n`,
  )
  return errors
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`

/** Path of what is to be checked, from the root: a case by its key or alias, or a path from the root or from here. */
const fileOf = (
  name: string,
  {
    catalog,
    root,
    cwd,
  }: { readonly catalog: Catalog; readonly root: string; readonly cwd: string },
): string => {
  const found = [resolve(cwd, name), resolve(root, name)].find((place) => existsSync(place))
  if (found !== undefined) return relative(realpathSync(root), realpathSync(found))
  const named = [...catalog.cases.values()].find(({ key, alias }) => key === name || alias === name)
  if (named) return named.file
  throw new HarnessError(
    'not-found',
    `there is no file or folder "${name}", and no case of that key`,
    {
      hint: 'Name one of the root, for example `lvv check cases/metrics`; `lvv list cases` shows the keys.',
    },
  )
}
