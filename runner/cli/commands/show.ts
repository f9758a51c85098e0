import type { Arguments, Command } from '#cli/arguments/command.ts'
import { exactly } from '#cli/describe-expectation.ts'
import { type OpenRoot, openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { readDossier } from '#cli/runs/read-dossier.ts'
import { describeCase } from '#cli/screen/describe-case.ts'
import { describeElement, describeRequirement } from '#cli/screen/describe-requirement.ts'
import { describeStepText } from '#cli/screen/describe-step-text.ts'
import type { Io } from '#cli/screen/io.ts'
import { screenOf } from '#cli/screen/screen-of.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { parseElementKey, parseRequirementKey, type TestCaseKey } from '#domain/keys.ts'
import { nearestName } from '#domain/nearest-name.ts'

/** `lvv show KEY|STEP|RUN`: one thing, whole. */
export const show: Command = async (args, io) => {
  const [what = ''] = args.positionals
  const open = await openCatalog(args, io)
  if (what === 'last' || /^\d+$/.test(what)) return showRun(what, open, args, io)
  const found = await find(what, open)
  io.stdout.write(
    args.flag('json')
      ? `${JSON.stringify(found.data, exactly, 2)}\n`
      : `${found.text.join('\n')}\n`,
  )
  return 0
}

interface Found {
  readonly data: unknown
  readonly text: readonly string[]
}

const find = async (what: string, open: OpenRoot): Promise<Found> => {
  const { catalog, families } = open
  const key = catalog.aliases.get(what) ?? (what as TestCaseKey)
  const definition = catalog.cases.get(key)
  if (definition) return { data: definition, text: describeCase(definition, catalog) }
  const requirementKey = parseRequirementKey(what)
  const requirement = requirementKey && catalog.requirements.requirements.get(requirementKey)
  if (requirement) return { data: requirement, text: describeRequirement(requirement, catalog) }
  const elementKey = parseElementKey(what)
  const element = elementKey && catalog.requirements.elements.get(elementKey)
  if (element) return { data: element, text: describeElement(element, catalog) }
  if (what.includes('.')) {
    const family = await families.load(what.split('.', 1)[0] ?? '')
    const step = await families.step(what)
    if (step && family)
      return {
        data: describeStepText.data(step, family),
        text: describeStepText.text(step, family),
      }
  }
  const known = [
    ...catalog.cases.keys(),
    ...catalog.aliases.keys(),
    ...catalog.requirements.requirements.keys(),
    ...catalog.requirements.elements.keys(),
  ]
  const near = nearestName(what, known)
  throw new HarnessError(
    'not-found',
    `there is no case, precursor, step, requirement, element or run "${what}"`,
    {
      hint: near
        ? `Did you mean "${near}"?`
        : '`lvv list cases` shows cases; a run is a number or "last".',
    },
  )
}

const showRun = async (what: string, open: OpenRoot, args: Arguments, io: Io): Promise<number> => {
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const run = await findRun(ledger, what)
    if ((await ledger.request(run)).imported !== undefined) {
      const { showImported } = await import('#cli/results/show-imported.ts')
      await showImported(ledger, run, args.flag('json'), io)
      return 0
    }
    const dossier = await readDossier(ledger, run, open.catalog.requirements)
    if (args.flag('json')) {
      const { renderJson } = await import('#reports/json/render-json.ts')
      io.stdout.write(renderJson(dossier))
      return 0
    }
    const { renderTerminal } = await import('#reports/terminal/render-terminal.ts')
    const { root, catalog } = open
    const screen = screenOf({ root, ledger: catalog.settings.ledger }, io.stdout, args, io)
    io.stdout.write(renderTerminal(dossier, { ...screen, verbose: args.flag('verbose') }))
    return 0
  } finally {
    await ledger.close()
  }
}
