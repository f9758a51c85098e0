import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import { caseHead } from '#domain/tracing/make-case-head.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** How many errors the files of a root have: each leaves something out of every model of it. */
export const errorsOf = ({ catalog }: Pick<OpenRoot, 'catalog'>): number =>
  catalog.problems.filter(({ severity }) => severity === 'error').length

/** Says that a model is not whole. */
export const sayErrors = (open: OpenRoot, io: Io): void => {
  const errors = errorsOf(open)
  if (errors > 0) io.stderr.write(`lvv: ${sentence(errors)}; \`lvv check\` shows them\n`)
}

/** Refuses to keep for good what is not whole. */
export const refuseErrors = (open: OpenRoot, what: string): void => {
  const errors = errorsOf(open)
  if (errors === 0) return
  throw new HarnessError('bad-input', `${sentence(errors)}: ${what} would keep that for good`, {
    hint: '`lvv check` shows them.',
  })
}

const sentence = (errors: number): string =>
  errors === 1
    ? '1 problem leaves something out of this'
    : `${errors} problems leave things out of this`

/**
 * Heads of cases whose file cannot be used today, as they were when they last ran: a typing error in the file of a case
 * must not take away what the case has found.
 */
export const headsLeftOut = async (
  { catalog }: Pick<OpenRoot, 'catalog'>,
  ledger: Ledger,
  {
    heads,
    outcomes,
  }: { readonly heads: readonly CaseHead[]; readonly outcomes: readonly AttemptOutcome[] },
): Promise<readonly CaseHead[]> => {
  const broken = new Set(
    catalog.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file),
  )
  if (broken.size === 0) return []
  const held = new Set(heads.map(({ key }) => key))
  const newest = new Map<TestCaseKey, string>()
  for (const { case: key, caseHash } of outcomes) {
    if (key !== undefined && caseHash !== undefined && !held.has(key)) newest.set(key, caseHash)
  }
  const found: CaseHead[] = []
  for (const hash of newest.values()) {
    // What the ledger keeps under the hash of a case is the case.
    const definition = (await ledger.record(hash)) as unknown as TestCase | undefined
    if (definition === undefined || !broken.has(definition.file)) continue
    const head = caseHead(definition, (key) => catalog.cases.get(key))
    found.push({ ...head, unreadable: true })
  }
  return found
}
