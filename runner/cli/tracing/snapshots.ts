import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { Ledger } from '#ledger/ledger.ts'

const snapshotName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** Freezes a model under a name; the ledger refuses a name that is taken. */
export const takeSnapshot = async (
  ledger: Ledger,
  name: string,
  model: TraceDossier,
): Promise<void> => {
  if (!snapshotName.test(name)) {
    throw new HarnessError('usage', `"${name}" is no name of a snapshot`, {
      hint: 'Names hold letters, digits, ".", "_" and "-": lvv trace --snapshot v29_0_rc1',
    })
  }
  const { traceJson } = await import('#traceability/snapshots/trace-json.ts')
  const document = await ledger.evidence.put(
    { text: traceJson(model) },
    { name: `${name}.trace.json`, mediaType: 'application/json' },
  )
  const { release } = model.asOf
  await ledger.saveSnapshot({ name, document, ...(release !== undefined && { release }) })
  await ledger.seal()
}

/** Splits `A..B`; without B the model of today is meant. */
export const parseDiff = (text: string): { readonly before: string; readonly after?: string } => {
  const parts = text.split('..')
  const [before = '', after = ''] = parts
  if (parts.length > 2 || before === '') {
    throw new HarnessError('usage', `--diff takes A..B, found "${text}"`, {
      hint: 'For example: lvv trace --diff 2026-10..2026-11, or 2026-10.. for today.',
    })
  }
  return { before, ...(after !== '' && { after }) }
}

/** The model that was frozen under a name. */
export const readSnapshot = async (ledger: Ledger, name: string): Promise<TraceDossier> => {
  const all = await ledger.snapshots()
  const found = all.find((snapshot) => snapshot.name === name)
  if (found === undefined) {
    const names = all.map((snapshot) => snapshot.name)
    const near = nearestName(name, names)
    throw new HarnessError('not-found', `there is no snapshot "${name}"`, {
      hint: near
        ? `Did you mean "${near}"?`
        : `Snapshots are ${names.join(', ') || 'none yet'}; lvv trace --snapshot NAME takes one.`,
    })
  }
  const [{ readFile }, { createHash }, { parseTrace }] = await Promise.all([
    import('node:fs/promises'),
    import('node:crypto'),
    import('#traceability/snapshots/trace-json.ts'),
  ])
  const bytes = await readFile(await ledger.evidence.path(found))
  if (createHash('sha256').update(bytes).digest('hex') !== found.sha256) {
    throw new HarnessError('evidence-missing', `the document of snapshot "${name}" was changed`, {
      hint: '`lvv verify-evidence` shows everything that was.',
    })
  }
  return parseTrace(bytes.toString('utf8'))
}
