import type { Arguments } from '#cli/arguments/command.ts'
import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { Io } from '#cli/screen/io.ts'
import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { Environment } from '#domain/environment.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Problem } from '#domain/problem.ts'

/**
 * Bad input stops a run before anything starts. A run of named cases is stopped only by problems that can reach them:
 * in their own files, precursors, requirements, the plan or environment in use.
 */
export const refuseProblems = async (
  { catalog, root }: OpenRoot,
  args: Arguments,
  io: Io,
  using: { readonly plan: CampaignPlan | undefined; readonly environment: Environment },
): Promise<void> => {
  const named =
    args.positionals.length > 0 &&
    args.values('tag').length + args.values('requirement').length === 0
  const others = new Set(
    [...catalog.plans.values(), ...catalog.environments.values()]
      .map((item) => item.file)
      .filter((file) => file !== using.plan?.file && file !== using.environment.file),
  )
  const errors = catalog.problems.filter(
    (problem) => problem.severity === 'error' && !(named && isElsewhere(problem, args, others)),
  )
  if (errors.length === 0) return
  const { renderProblems } = await import('#catalog/render-problems.ts')
  io.stderr.write(
    renderProblems(errors, { root, colour: io.stderr.colour, columns: io.stderr.columns }),
  )
  throw new HarnessError(
    'bad-input',
    `${errors.length} ${errors.length === 1 ? 'problem' : 'problems'}; nothing was run`,
    { hint: '`lvv check` shows all problems and warnings.' },
  )
}

/** A broken case is missing from the catalog, so a call of it or its selection by key fails on its own. */
const isElsewhere = (problem: Problem, args: Arguments, others: ReadonlySet<string>): boolean => {
  if (others.has(problem.file)) return true
  if (!problem.file.startsWith('cases/') || problem.file.startsWith('cases/precursors/'))
    return false
  return !args.positionals.some(
    (reference) =>
      problem.file.includes(`${reference}.`) ||
      problem.file.startsWith(reference.replace(/^\.\//, '').replace(/\/$/, '')),
  )
}
