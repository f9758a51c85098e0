import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunId } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { Ledger, Owner } from './ledger.ts'
import { openLedger } from './open-ledger.ts'
import { thisProcess } from './process-owner.ts'
import { sampleGraph, sampleRequest } from './sample-run.ts'

/** A fresh ledger for a test, with a clock that only the test moves. */
export interface SampleLedger {
  readonly ledger: Ledger
  /** Absolute; removed by `end`. */
  readonly folder: string
  readonly evidenceDir: string
  readonly owner: Owner
  readonly clock: { now: number }
  /** Creates a run of the sample plan. */
  start(): Promise<RunId>
  stateOf(run: RunId, execution: string): Promise<ExecutionState | undefined>
  end(): Promise<void>
}

/** Ways to keep a ledger. What is said of one is said of all. */
export const implementations = [
  { name: 'in memory', url: () => ':memory:' },
  { name: 'in a file', url: (folder: string) => `sqlite:${join(folder, 'ledger.db')}` },
] as const

/** Opens a fresh ledger; default in a file, at the first instant of 23 November 2026. */
export const openSample = async (
  url: (folder: string) => string = implementations[1].url,
): Promise<SampleLedger> => {
  const folder = mkdtempSync(join(tmpdir(), 'lvv-ledger-'))
  const evidenceDir = join(folder, 'evidence')
  const clock = { now: Date.parse('2026-11-23T00:00:00.000Z') }
  const owner = thisProcess()
  const ledger = await openLedger({
    url: url(folder),
    evidenceDir,
    now: () => new Date(clock.now),
  })
  return {
    ledger,
    folder,
    evidenceDir,
    owner,
    clock,
    start: () => ledger.createRun(sampleRequest, sampleGraph(), owner),
    stateOf: async (run, execution) =>
      (await ledger.executions(run)).find((state) => state.execution === execution),
    end: async () => {
      await ledger.close()
      rmSync(folder, { recursive: true })
    },
  }
}
