import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { RunId } from '#domain/keys.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** What reports are made of; each part is read once, and only when a format asks for it. */
export interface ReportSource {
  readonly open: OpenRoot
  readonly ledger: Ledger
  /** Release that coverage is asked for; absent: the newest. */
  readonly release?: string
  /** The read model of the run; throws where no run is named and none exists. */
  dossier(): Promise<Dossier>
  /** The read model of everything that is held and was found. */
  trace(): Promise<TraceDossier>
  /** Read models of other runs; undefined for one that the ledger does not have. */
  dossierOf(run: number): Promise<Dossier | undefined>
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
}): ReportSource => {
  const { open, ledger, release } = of
  const { requirements } = open.catalog
  const read = async (run: RunId): Promise<Dossier> => {
    const { readDossier } = await import('#cli/runs/read-dossier.ts')
    return readDossier(ledger, run, requirements)
  }
  let dossier = of.dossier === undefined ? undefined : Promise.resolve(of.dossier)
  let trace: Promise<TraceDossier> | undefined
  return {
    open,
    ledger,
    ...(release !== undefined && { release }),
    dossier: () => {
      dossier ??= of.run().then(read)
      return dossier
    },
    trace: () => {
      trace ??= import('#cli/tracing/read-trace.ts').then(({ readTrace }) =>
        readTrace(open, ledger, { now: of.now, ...(release !== undefined && { release }) }),
      )
      return trace
    },
    dossierOf: async (run) => {
      const found = await ledger.run(run as RunId)
      return found === undefined ? undefined : read(found.run)
    },
  }
}
