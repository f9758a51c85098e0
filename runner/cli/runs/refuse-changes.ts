import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { ExecutionGraph } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'

/**
 * A stored plan goes on only with what it was made from: throws HarnessError `changed` that names every changed case
 * and step family.
 */
export const refuseChanges = async (open: OpenRoot, graph: ExecutionGraph): Promise<void> => {
  const cases = Object.values(graph.definitions)
    // The entry rows of a plan are stored as a case of their own and have no file to compare with.
    .filter((stored) => open.catalog.cases.has(stored.key) || stored.file.startsWith('cases/'))
    .filter((stored) => open.catalog.cases.get(stored.key)?.contentHash !== stored.contentHash)
    .filter((stored) => !stored.file.startsWith('cases/plans/'))
    .map((stored) => `${stored.key} (${stored.file})`)
  const families = await Promise.all(
    Object.entries(graph.families).map(async ([family, hash]) =>
      (await currentHash(open, family)) === hash ? [] : [`steps/${family}`],
    ),
  )
  const changed = [...cases, ...families.flat()]
  if (changed.length === 0) return
  throw new HarnessError('changed', `changed since the plan was stored: ${changed.join(', ')}`, {
    hint: 'Bring the old state back, or start a new run; the finished results stay in the ledger.',
  })
}

const currentHash = async ({ families }: OpenRoot, family: string): Promise<string> =>
  (await families.load(family)) ? families.hash(family) : ''
