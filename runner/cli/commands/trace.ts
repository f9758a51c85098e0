import type { Arguments, Command } from '#cli/arguments/command.ts'
import { type OpenRoot, openCatalog } from '#cli/opening/open-catalog.ts'
import { openRootLedger } from '#cli/opening/open-root-ledger.ts'
import type { Io } from '#cli/screen/io.ts'
import { failuresOf, parseFailOn } from '#cli/tracing/fail-on.ts'
import { errorsOf, refuseErrors, sayErrors } from '#cli/tracing/left-out.ts'
import { readTrace } from '#cli/tracing/read-trace.ts'
import { sentenceOf, unknownNames } from '#cli/tracing/unknown-names.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** `lvv trace`: what is verified, by what, what is missing, what a change has made outdated. */
export const trace: Command = async (args, io) => {
  const failOn = parseFailOn(args.value('fail-on'))
  refuseSeveral(args)
  const open = await openCatalog(args, io)
  sayErrors(open, io)
  if (args.value('snapshot') !== undefined) refuseErrors(open, 'a snapshot')
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const shown = await answer({ open, ledger }, args, io)
    const failures = failuresOf(shown, failOn)
    for (const failure of failures) io.stderr.write(`--fail-on ${failure}\n`)
    // A gate stays closed over what it cannot see.
    if (failOn.length > 0 && errorsOf(open) > 0) return 2
    return failures.length > 0 ? 1 : 0
  } finally {
    await ledger.close()
  }
}

/** Questions of which one is answered at a time. */
const questions = ['impact', 'snapshot', 'diff'] as const

const refuseSeveral = (args: Arguments): void => {
  const asked = [
    ...questions.filter((name) => args.value(name) !== undefined).map((name) => `--${name}`),
    ...(args.flag('gaps') ? ['--gaps'] : []),
    ...args.positionals.slice(0, 1),
  ]
  if (asked.length < 2) return
  throw new HarnessError('usage', `${asked.join(' and ')} are several questions`, {
    hint: 'Ask one at a time.',
  })
}

interface Held {
  readonly open: OpenRoot
  readonly ledger: Ledger
}

/** Answers the one question that was asked; gives the model that `--fail-on` looks at. */
const answer = async (held: Held, args: Arguments, io: Io): Promise<TraceDossier> => {
  const today = () => readToday(held, args, io)
  const [snapshot, impact] = [args.value('snapshot'), args.value('impact')]
  if (args.value('diff') !== undefined) {
    const { compareModels } = await import('#cli/tracing/compare-models.ts')
    return compareModels(held.ledger, today, args, io)
  }
  const model = await today()
  if (snapshot !== undefined) {
    const { takeSnapshot } = await import('#cli/tracing/snapshots.ts')
    await takeSnapshot(held.ledger, snapshot, model)
    io.stdout.write(
      args.flag('json') ? `${JSON.stringify({ snapshot })}\n` : `snapshot ${snapshot}\n`,
    )
  } else if (impact !== undefined) {
    const { showImpact } = await import('#cli/tracing/show-impact.ts')
    await showImpact(model, impact, args, io)
  } else await showModel(model, args, io)
  return model
}

const readToday = async (held: Held, args: Arguments, io: Io): Promise<TraceDossier> => {
  const release = args.value('release')
  const environment = args.value('env')
  const question = {
    now: io.now(),
    ...(release !== undefined && { release }),
    ...(environment !== undefined && { environment }),
  }
  const model = await readTrace(held.open, held.ledger, question)
  const unknown = unknownNames(model, {
    release,
    environment,
    environments: held.open.catalog.environments.keys(),
  })
  // A gate that asks for what nobody knows would be open.
  const [first] = unknown
  if (first !== undefined && args.value('fail-on') !== undefined) throw first
  for (const one of unknown) io.stderr.write(sentenceOf(one))
  return model
}

const showModel = async (model: TraceDossier, args: Arguments, io: Io): Promise<void> => {
  const [key] = args.positionals
  if (args.flag('json')) printLines(model, args, io)
  else if (key !== undefined) await showKey(model, key, io)
  else if (args.flag('gaps')) {
    const { renderGaps } = await import('#reports/terminal/trace/render-gaps.ts')
    io.stdout.write(renderGaps(model.gaps, io.stdout))
  } else {
    const { renderOverview } = await import('#reports/terminal/trace/render-overview.ts')
    io.stdout.write(renderOverview(model, io.stdout))
  }
}

const showKey = async (model: TraceDossier, key: string, io: Io): Promise<void> => {
  const { renderKey } = await import('#reports/terminal/trace/render-key.ts')
  const text = renderKey(model, key, io.stdout)
  if (text !== undefined) {
    io.stdout.write(text)
    return
  }
  const known = [
    ...model.documents.map(({ document }) => document),
    ...model.requirements.map(({ id }) => id),
    ...model.elements.map((element) => element.key),
    ...model.cases.map((one) => one.key),
  ]
  const near = nearestName(key, known)
  throw new HarnessError('not-found', `nothing that is held has the key "${key}"`, {
    hint: near ? `Did you mean ${near}?` : '`lvv list requirements` shows the requirements.',
  })
}

/** One line of JSON for each thing of the model, or for those of one key. */
const printLines = (model: TraceDossier, args: Arguments, io: Io): void => {
  const [key] = args.positionals
  const { asOf, total, groups } = model
  const isAsked = (names: readonly (string | undefined)[]) =>
    key === undefined || names.includes(key)
  const lines: readonly object[] = [
    ...(key === undefined ? [{ kind: 'overview', asOf, total, groups }] : []),
    ...(key === undefined ? model.documents.map((one) => ({ kind: 'document', ...one })) : []),
    ...model.requirements
      .filter((one) => isAsked([one.id, one.document, ...one.parents, ...one.elements]))
      .map((one) => ({ kind: 'requirement', ...one })),
    ...model.elements
      .filter((one) => isAsked([one.key, one.requirement, ...one.cases]))
      .map((one) => ({ kind: 'element', ...one })),
    ...model.gaps
      .filter((one) => isAsked([one.key, ...one.about]))
      .map(({ kind, ...one }) => ({ kind: 'gap', gap: kind, ...one })),
  ]
  const shown = args.flag('gaps')
    ? lines.filter((one) => 'kind' in one && one.kind === 'gap')
    : lines
  for (const one of shown) io.stdout.write(`${JSON.stringify(one)}\n`)
}
