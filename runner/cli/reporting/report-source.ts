import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { RunId } from '#domain/keys.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { Ledger } from '#ledger/ledger.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

/** What reports are made of; each part is read once, and only when a format asks for it. */
export interface ReportSource {
  readonly open: OpenRoot
  readonly ledger: Ledger
  /** How documents are written. */
  readonly options: DocumentOptions
  /** The read model of the run; throws where no run is named and none exists. */
  dossier(): Promise<Dossier>
  /** The read model of everything that is held and was found. */
  trace(): Promise<TraceDossier>
  /** The same as it was before the newest run that executed something; undefined before a second one. */
  traceBefore(): Promise<TraceDossier | undefined>
  /** Read models of other runs; undefined for one that the ledger does not have. */
  dossierOf(run: number): Promise<Dossier | undefined>
}

/** How documents are written, as the command line says it. */
export interface DocumentOptions {
  readonly labels?: string
  readonly standAlone: boolean
  readonly handle?: string
  readonly plan?: string
}

/** Makes a source that reads lazily. */
export const reportSource = (of: {
  readonly open: OpenRoot
  readonly ledger: Ledger
  /** Absent: formats of one run are refused. */
  readonly run: () => Promise<RunId>
  readonly now: number
  readonly release?: string
  /** The run's read model where it was made already. */
  readonly dossier?: Dossier
  readonly options?: DocumentOptions
}): ReportSource => {
  const { open, ledger, release } = of
  const { requirements } = open.catalog
  const read = async (run: RunId): Promise<Dossier> => {
    const { readDossier } = await import('#cli/runs/read-dossier.ts')
    return readDossier(ledger, run, requirements)
  }
  let dossier = of.dossier === undefined ? undefined : Promise.resolve(of.dossier)
  let input: Promise<TraceInput> | undefined
  let trace: Promise<TraceDossier> | undefined
  const readInput = (): Promise<TraceInput> => {
    input ??= import('#cli/tracing/read-trace.ts').then(({ readTraceInput }) =>
      readTraceInput(open, ledger, { now: of.now, ...(release !== undefined && { release }) }),
    )
    return input
  }
  const fold = async (from: TraceInput): Promise<TraceDossier> => {
    const { buildTrace } = await import('#traceability/build-trace.ts')
    return buildTrace(from)
  }
  return {
    open,
    ledger,
    options: of.options ?? { standAlone: false },
    dossier: () => {
      dossier ??= of.run().then(read)
      return dossier
    },
    trace: () => {
      trace ??= readInput().then(fold)
      return trace
    },
    traceBefore: async () => {
      const all = await readInput()
      const [newest, ...earlier] = all.runs.filter(({ imported }) => imported === undefined)
      return newest === undefined || earlier.length === 0
        ? undefined
        : fold(withoutRun(all, newest.run))
    },
    dossierOf: async (run) => {
      const found = await ledger.run(run as RunId)
      return found === undefined || found.request.imported !== undefined
        ? undefined
        : read(found.run)
    },
  }
}

const withoutRun = (input: TraceInput, run: number): TraceInput => ({
  ...input,
  outcomes: input.outcomes.filter(({ origin }) => origin.run !== run),
  measures: input.measures.filter((one) => one.run !== run),
  runs: input.runs.filter((one) => one.run !== run),
})
