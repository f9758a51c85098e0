import type { Arguments } from '#cli/arguments/command.ts'
import { splitInputs, typedInputs } from '#cli/arguments/typed-inputs.ts'
import { chooseEnvironment } from '#cli/opening/choose-environment.ts'
import { installation } from '#cli/opening/installation.ts'
import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { Io } from '#cli/screen/io.ts'
import { isStub } from '#domain/automation.ts'
import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { Environment } from '#domain/environment.ts'
import type { ExecutionGraph, RunRequest } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { JsonObject } from '#domain/json.ts'
import { parsePlanKey, type TestCaseKey } from '#domain/keys.ts'
import type { Requirements } from '#domain/requirement.ts'
import { recordsOfBasis } from '#domain/requirement-records.ts'
import type { TestCase } from '#domain/test-case.ts'
import { grantDeviations } from '#planning/grant-deviations.ts'
import { precursorsOf } from '#planning/missing-bindings.ts'
import { planRun } from '#planning/plan-run.ts'
import { selectCases } from '#planning/select-cases.ts'
import { executorOf, login } from './executor.ts'
import { reasonsForNoCredit } from './no-credit.ts'
import { refuseProblems } from './refuse-problems.ts'

/** A run, decided: what is stored before anything starts. */
export interface PreparedRun {
  readonly environment: Environment
  readonly request: RunRequest
  readonly graph: ExecutionGraph
  readonly plan?: CampaignPlan
}

/** How far preparing goes. */
export interface PrepareOptions {
  /** False for `lvv plan` and `--dry-run`: the facility's declared bindings stand for the real ones. */
  readonly facility: boolean
  /** Puts cases in order or leaves some out, before the graph is made. */
  readonly arrange?: (cases: readonly TestCase[]) => Promise<readonly TestCase[]>
}

/** Selects, checks, brings the facility up where it is needed, and plans. Throws on the first thing that is wrong. */
export const prepareRun = async (
  open: OpenRoot,
  args: Arguments,
  io: Io,
  options: PrepareOptions,
): Promise<PreparedRun> => {
  const { catalog, root } = open
  const plan = choosePlan(open, args)
  const environment = chooseEnvironment(catalog, args.value('env'), plan)
  const find = finder(open)
  await refuseProblems(open, args, io, { plan, environment })
  const selected = selectCases(
    {
      references: args.positionals,
      tags: args.values('tag'),
      requirements: args.values('requirement'),
      ...(plan && !isAboutEverything(args) && { plan }),
    },
    catalog,
  )
  const cases = options.arrange ? await arranged(selected, options.arrange) : selected
  const entry = plan?.entry
  const parts = unique(
    [...cases, ...(entry ? [entry] : [])].flatMap((item) => [...precursorsOf(item, find), item]),
  )
  const texts = splitInputs(args.values('input'))
  const inputs = typedInputs(texts, parts)
  const bindings = await bindingsFor({ environment, parts, root, io, up: options.facility })
  const noCredit = await reasonsForNoCredit({ environment, inputs: texts, root })
  const planned = planRun({
    cases,
    ...(entry && { entry }),
    find,
    bindings,
    inputs,
    secrets: Object.fromEntries(
      Object.entries(environment.secrets).map(([name, reference]) => [
        name,
        reference.kind === 'variable' ? `variable ${reference.variable}` : `file ${reference.path}`,
      ]),
    ),
    families: await hashFamilies(open, parts),
  })
  const granted = grantDeviations(planned, {
    deviations: catalog.requirements.deviations,
    stage: environment.stage,
    ...(plan?.release !== undefined && { release: plan.release }),
    now: io.now(),
  })
  const graph = { ...granted, records: recordsOf(granted, catalog.requirements) }
  const request: RunRequest = {
    environment: environment.name,
    stage: environment.stage,
    ...(plan && { plan: plan.key }),
    ...(plan?.release !== undefined && { release: plan.release }),
    selection: [
      ...args.positionals,
      ...args.values('tag').map((tag) => `tag:${tag}`),
      ...args.values('requirement'),
    ],
    inputs: texts,
    noCredit,
    bindings,
    command: commandText(args, environment.name),
    // Who only rehearses need not be known by name, and asking git costs time.
    executor: noCredit.length === 0 ? await executorOf(root, io) : login(io.env),
  }
  return { environment, request, graph, ...(plan && { plan }) }
}

/** What the judgements of a run rest on, as it is now: a later change can then be told in full. */
const recordsOf = (
  { definitions }: ExecutionGraph,
  requirements: Requirements,
): NonNullable<ExecutionGraph['records']> =>
  recordsOfBasis(
    requirements,
    new Set(Object.values(definitions).flatMap(({ basis }) => Object.keys(basis))),
  )

/** Only what can be executed takes time; stubs are listed all the same. */
const arranged = async (
  selected: readonly TestCase[],
  arrange: NonNullable<PrepareOptions['arrange']>,
): Promise<readonly TestCase[]> => [
  ...(await arrange(selected.filter((item) => !isStub(item)))),
  ...selected.filter(isStub),
]

const unique = (cases: readonly TestCase[]): readonly TestCase[] => [...new Set(cases)]

/** What would repeat this run. */
const commandText = (args: Arguments, environment: string): readonly string[] => [
  'lvv',
  'run',
  ...args.positionals,
  ...(environment === 'none' ? [] : ['--env', environment]),
  ...args.values('tag').flatMap((tag) => ['--tag', tag]),
  ...args.values('requirement').flatMap((key) => ['--requirement', key]),
  ...args.values('input').flatMap((input) => ['--input', input]),
]

const finder =
  ({ catalog }: OpenRoot) =>
  (key: TestCaseKey): TestCase => {
    const found = catalog.cases.get(key)
    if (found) return found
    throw new HarnessError('bad-input', `precursor ${key} has problems`, {
      hint: '`lvv check` shows them.',
    })
  }

/** What a change made outdated may be any case, not only one of the default plan. */
const isAboutEverything = (args: Arguments): boolean =>
  args.value('rerun') === 'outdated' && args.value('plan') === undefined

/** With neither plan nor selection, the default plan of `lvv.yaml` runs. */
const choosePlan = ({ catalog }: OpenRoot, args: Arguments): CampaignPlan | undefined => {
  const selected =
    args.positionals.length + args.values('tag').length + args.values('requirement').length > 0
  const text = args.value('plan') ?? (selected ? undefined : catalog.settings.plan)
  if (text === undefined) return undefined
  const key = parsePlanKey(text)
  const found = key && catalog.plans.get(key)
  if (found) return found
  throw new HarnessError('not-found', `no plan "${text}" without problems`, {
    hint: `Plans are ${[...catalog.plans.keys()].join(', ') || 'none'}; \`lvv check\` shows problems.`,
  })
}

/** The facility comes up only when a selected case looks at the environment at all. */
const bindingsFor = async (of: {
  readonly environment: Environment
  readonly parts: readonly TestCase[]
  readonly root: string
  readonly io: Io
  readonly up: boolean
}): Promise<JsonObject> => {
  const { environment, parts, root, io, up } = of
  const wanted = parts.some((part) => part.uses.env.length + part.requires.length > 0)
  if (environment.facility !== 'embedded' || !wanted) return environment.bindings
  if (!up) {
    const { facilityBindings } = await import('#catalog/compiling/facility-bindings.ts')
    return { ...environment.bindings, ...facilityBindings(installation.facility) }
  }
  const { bringUpFacility } = await import('#cli/opening/bring-up-facility.ts')
  const facility = await bringUpFacility(
    root,
    (line) => io.stderr.write(`${line}\n`),
    io.interrupts.stop,
  )
  return { ...environment.bindings, ...facility.bindings }
}

const hashFamilies = async (
  { families }: OpenRoot,
  parts: readonly TestCase[],
): Promise<{ readonly [family: string]: string }> => {
  const names = [...new Set(parts.flatMap((part) => part.uses.families))].sort()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await families.hash(name)] as const)),
  )
}
