import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExecutionState, RowResult } from '#domain/ledger-event.ts'
import { openLedger } from '#ledger/open-ledger.ts'

const program = fileURLToPath(new URL('faults/run-deeds.ts', import.meta.url))
const cases = 40
const kills = 20

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lvv-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const deedsIn = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []

/** Runs the program and kills it after so many milliseconds; gives what it printed. */
const runFor = async (args: readonly string[], milliseconds: number): Promise<string> => {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // What a killed process leaves goes with the test's folder.
    env: { ...process.env, TMPDIR: folder },
  })
  const closed = once(child, 'close')
  let text = ''
  const began = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      resolve()
    })
  })
  await Promise.race([began, closed])
  if (Number.isFinite(milliseconds)) {
    await Promise.race([delay(milliseconds, undefined, { ref: false }), closed])
    child.kill('SIGKILL')
  }
  await closed
  return text
}

describe('a run whose process is killed again and again', () => {
  it('repeats no step that must run once, and says which it does not know about', async () => {
    const url = path.join(folder, 'ledger.db')
    const file = path.join(folder, 'deeds')
    const killed = await runToTheEnd([url, file, `${cases}`], url)
    expect(killed).toBeGreaterThan(3)

    const states = await statesIn(url)
    const deeds = deedsIn(file)
    expect(new Set(deeds).size).toBe(deeds.length)
    expect(states.map(({ state }) => state)).not.toContain('running')
    expect(states).toHaveLength(cases + 1)
    expect(states.every(({ attempt }) => attempt === 1)).toBe(true)
    const rows = states.flatMap(({ rows: all }) => all)
    expect(rows.filter(({ result }) => result?.verdict === 'pass').length).toBeGreaterThan(
      cases * 3,
    )
    for (const { row, result } of rows) expectTrue(row, result, deeds)
  })
})

/** Starts the run, kills it, goes on with it, and so on; gives how often it was killed before its end. */
const runToTheEnd = async (first: readonly string[], url: string): Promise<number> => {
  for (let killed = 0; ; killed += 1) {
    const args = (await hasRun(url)) ? [...first, '1'] : first
    const text = await runFor(args, killed < kills ? Math.random() * 60 : Number.POSITIVE_INFINITY)
    if (text.includes('ended')) return killed
  }
}

/** What passed was done; what was not done says why. */
const expectTrue = (row: string, result: RowResult | undefined, deeds: readonly string[]): void => {
  if (['read', 'server', 'start'].includes(row) || result?.skipped) return
  const name = row.startsWith('case') ? row.replaceAll('_', ' ') : row
  if (result?.verdict === 'pass') expect(deeds).toContain(name)
  else expect(['once-under-way', 'precursor-not-passed']).toContain(result?.code)
}

const hasRun = async (url: string): Promise<boolean> => {
  const ledger = await openLedger({ url, evidenceDir: path.join(folder, 'evidence') })
  const runs = await ledger.runs()
  await ledger.close()
  return runs.length > 0
}

const statesIn = async (url: string): Promise<readonly ExecutionState[]> => {
  const ledger = await openLedger({ url, evidenceDir: path.join(folder, 'evidence') })
  const [summary] = await ledger.runs()
  const states = summary ? await ledger.executions(summary.run) : []
  expect((await ledger.verify()).findings.filter(({ kind }) => kind !== 'unsealed')).toEqual([])
  await ledger.close()
  return states
}
