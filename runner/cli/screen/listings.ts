import type { Arguments } from '#cli/arguments/command.ts'
import { durationText } from '#cli/arguments/duration-text.ts'
import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import { hasOwnLedger, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { automationOf } from '#domain/automation.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { describeStep } from '#step-kit/describe-step.ts'
import type { Io } from './io.ts'

/** A table to show. */
export interface Listing {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Said when there are no rows. */
  readonly none: string
}

/** How the rows of a case are done. */
const rowsText = { automated: 'automated', manual: 'manual', mixed: 'mixed', none: 'stub' } as const

/** What `lvv list` shows, by name. */
export const listings: { readonly [what: string]: (open: OpenRoot) => Promise<Listing> } = {
  cases: async ({ catalog }) => ({
    columns: ['key', 'status', 'rows', 'area', 'verifies', 'tags', 'title'],
    rows: ofKind(catalog.cases.values(), 'case').map((item) => [
      item.key,
      item.status,
      rowsText[automationOf(item)],
      item.area,
      item.verifies.map((verified) => verified.element).join(',') || '-',
      item.tags.join(',') || '-',
      item.title,
    ]),
    none: 'No case. `lvv check` shows files with problems.',
  }),
  precursors: async ({ catalog }) => ({
    columns: ['key', 'alias', 'inputs', 'outputs', 'title'],
    rows: ofKind(catalog.cases.values(), 'precursor').map((item) => [
      item.key,
      item.alias ?? '-',
      item.inputs.map((input) => `${input.name}${input.default ? '?' : ''}`).join(',') || '-',
      Object.keys(item.outputs).join(',') || '-',
      item.title,
    ]),
    none: 'No precursor.',
  }),
  steps: async ({ families }) => {
    const rows: string[][] = []
    for (const name of await families.names()) {
      const family = await families.load(name)
      for (const step of family?.steps ?? []) {
        if (!family) continue
        const { effect, timeout, summary } = describeStep(step, family)
        rows.push([step.name, effect, durationText(timeout), summary])
      }
    }
    return { columns: ['step', 'effect', 'time limit', 'meaning'], rows, none: 'No step.' }
  },
  requirements: async ({ catalog }) => {
    const covered = casesByRequirement(catalog.cases.values())
    return {
      columns: ['requirement', 'priority', 'status', 'parameters', 'cases', 'title'],
      rows: [...catalog.requirements.requirements.values()].map((item) => [
        item.id,
        item.priority ?? '-',
        item.status,
        String(Object.keys(item.parameters).length),
        String(covered.get(item.id) ?? 0),
        item.title,
      ]),
      none: 'No requirement.',
    }
  },
  elements: async ({ catalog }) => ({
    columns: ['element', 'requirement', 'parameters', 'title'],
    rows: [...catalog.requirements.elements.values()].map((item) => [
      item.key,
      item.requirement,
      item.parameters.join(',') || '-',
      item.title,
    ]),
    none: 'No verification element.',
  }),
  environments: async ({ catalog }) => ({
    columns: ['environment', 'stage', 'facility', 'title'],
    rows: [...catalog.environments.values()].map((item) => [
      item.name,
      item.stage,
      item.facility ?? '-',
      item.title,
    ]),
    none: 'No environment.',
  }),
  plans: async ({ catalog }) => ({
    columns: ['plan', 'environment', 'release', 'title'],
    rows: [...catalog.plans.values()].map((item) => [
      item.key,
      item.environment ?? '-',
      item.release ?? '-',
      item.title,
    ]),
    none: 'No plan.',
  }),
}

/** What `lvv list` shows of a ledger, by name. */
export const ledgerListings: { readonly [what: string]: LedgerListing } = {
  runs: {
    columns: [
      'run',
      'started',
      'environment',
      'plan',
      'verdict',
      'pass',
      'fail',
      'blocked',
      'open',
    ],
    none: 'No run yet.',
    rows: async (ledger) =>
      (await ledger.runs()).map(
        ({ run, startedAt, request, verdict, counts, active, interrupted }) => [
          String(run),
          `${startedAt.slice(0, 19)}Z`,
          request.environment,
          request.plan ?? (request.imported ? `from ${request.imported.source}` : '-'),
          active ? 'running' : interrupted ? `${verdict} (interrupted)` : verdict,
          String(counts.pass + counts['pass-with-deviation']),
          String(counts.fail),
          String(counts.blocked),
          String(counts['in-progress'] + counts['not-executed']),
        ],
      ),
  },
  snapshots: {
    columns: ['snapshot', 'taken', 'release', 'sha256'],
    none: 'No snapshot yet; `lvv trace --snapshot NAME` takes one.',
    rows: async (ledger) =>
      (await ledger.snapshots()).map(({ name, at, release, sha256 }) => [
        name,
        `${at.slice(0, 19)}Z`,
        release ?? '-',
        sha256,
      ]),
  },
}

/** A table read from a ledger. */
interface LedgerListing {
  readonly columns: readonly string[]
  readonly none: string
  readonly rows: (ledger: Ledger) => Promise<readonly (readonly string[])[]>
}

/** Reads such a table; a root without a ledger gets none made for a question. */
export const listLedger = async (
  { columns, none, rows }: LedgerListing,
  open: OpenRoot,
  args: Arguments,
  io: Io,
): Promise<Listing> => {
  const elsewhere = args.value('ledger') ?? io.env.LVV_LEDGER ?? open.catalog.settings.ledger
  if (elsewhere === undefined && !hasOwnLedger(open.root)) return { columns, rows: [], none }
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    return { columns, rows: await rows(ledger), none }
  } finally {
    await ledger.close()
  }
}

const ofKind = (cases: Iterable<TestCase>, kind: TestCase['kind']): readonly TestCase[] =>
  [...cases].filter((item) => item.kind === kind)

const casesByRequirement = (cases: Iterable<TestCase>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const item of cases) {
    if (item.status === 'Deprecated') continue
    for (const key of new Set(item.verifies.map((verified) => verified.requirement))) {
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}
