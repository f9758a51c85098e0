import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunId } from '#domain/keys.ts'
import type { StoredEvent } from '#domain/ledger-event.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open-ledger.ts'
import { thisProcess } from './process-owner.ts'
import { plainGraph, sampleRequest, wholeExecution } from './sample-run.ts'

const program = (name: string): string =>
  fileURLToPath(new URL(`./faults/${name}`, import.meta.url))

describe('a ledger that several processes use', () => {
  let folder: string
  let url: string
  let evidenceDir: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvv-ledger-'))
    url = join(folder, 'ledger.db')
    evidenceDir = join(folder, 'evidence')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const start = (name: string, ...numbers: readonly number[]) => {
    const child = spawn(
      process.execPath,
      [program(name), url, evidenceDir, ...numbers.map(String)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    return { child, ended: once(child, 'close') }
  }
  const withLedger = async <T>(work: (ledger: Ledger) => Promise<T>): Promise<T> => {
    const ledger = await openLedger({ url, evidenceDir })
    try {
      return await work(ledger)
    } finally {
      await ledger.close()
    }
  }
  const allEvents = async (ledger: Ledger): Promise<readonly StoredEvent[]> => {
    const runs = await ledger.runs()
    const events = await Promise.all(runs.map(({ run }) => Array.fromAsync(ledger.events(run))))
    return events.flat().sort((one, other) => one.seq - other.seq)
  }
  const expectGapless = (events: readonly StoredEvent[]): void => {
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  }

  it('holds whole imports only, and every one that was acknowledged, when an importer is killed', async () => {
    const acknowledged: number[] = []
    for (let round = 0; round < 10; round += 1) {
      const { child, ended } = start('import-forever.ts', 5000, 200)
      let left = Math.ceil(Math.random() * 6)
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged.push(Number(line.split(' ')[1]))
        left -= 1
        if (left === 0) {
          // Not to wait for anything: to hit any moment of the next transaction.
          await delay(Math.random() * 8)
          child.kill('SIGKILL')
        }
      }
      expect(await ended).toEqual([null, 'SIGKILL'])
    }
    await withLedger(async (ledger) => {
      const runs = await ledger.runs()
      expect(runs.map(({ counts }) => counts.pass)).toEqual(runs.map(() => 200))
      expect(runs.map(({ run }) => Number(run))).toEqual(expect.arrayContaining(acknowledged))
      expect(await ledger.outcomes()).toHaveLength(200 * runs.length)
      await ledger.seal()
      expect((await ledger.verify()).findings).toEqual([])
    })
  })

  it('loses nothing that was acknowledged and keeps no half of an append when a writer is killed', async () => {
    const acknowledged: { run: number; execution: string }[] = []
    for (let round = 0; round < 15; round += 1) {
      const { child, ended } = start('append-forever.ts', 5000)
      let run = 0
      let left = Math.ceil(Math.random() * 40)
      for await (const line of createInterface({ input: child.stdout })) {
        const [word, value = ''] = line.split(' ')
        if (word === 'run') run = Number(value)
        else acknowledged.push({ run, execution: value })
        left -= 1
        if (left === 0) {
          // Not to wait for anything: to hit any moment of the next transaction.
          await delay(Math.random() * 3)
          child.kill('SIGKILL')
        }
      }
      expect(await ended).toEqual([null, 'SIGKILL'])
      await withLedger(async (ledger) => {
        // The dead process holds nothing from this moment on.
        if (run > 0) expect(await ledger.claimRun(run as RunId, thisProcess())).toBe(true)
      })
    }
    await withLedger(async (ledger) => {
      const events = await allEvents(ledger)
      expectGapless(events)
      const parts = new Map<string, number>()
      for (const { run, event } of events) {
        const execution =
          'execution' in event ? event.execution : 'place' in event ? event.place.execution : ''
        const name = `${run} ${execution}`
        if (execution !== '') parts.set(name, (parts.get(name) ?? 0) + 1)
      }
      expect(new Set(parts.values())).toEqual(new Set([4]))
      const missing = acknowledged.filter(({ run, execution }) => !parts.has(`${run} ${execution}`))
      expect(missing).toEqual([])
      expect(acknowledged.length).toBeGreaterThan(15)
      await ledger.seal()
      expect((await ledger.verify()).findings).toEqual([])
    })
  })

  it('takes the events of four writers at once, each whole, numbered without a gap', async () => {
    const writers = Array.from({ length: 4 }, () => start('append-forever.ts', 150))
    let running = writers.length
    for (const { child, ended } of writers) {
      child.stdout.resume()
      void ended.then(() => {
        running -= 1
      })
    }
    // One state is verified, however much is written meanwhile.
    await withLedger(async (ledger) => {
      while (running > 0) {
        const { findings } = await ledger.verify()
        expect(findings.filter(({ kind }) => kind !== 'unsealed')).toEqual([])
        await ledger.seal()
      }
    })
    for (const { ended } of writers) expect(await ended).toEqual([0, null])
    await withLedger(async (ledger) => {
      const events = await allEvents(ledger)
      expectGapless(events)
      expect(events).toHaveLength(4 * (1 + 150 * 4))
      const runs = await ledger.runs()
      expect(runs.map((summary) => summary.run)).toEqual([4, 3, 2, 1])
      expect(runs.map((summary) => summary.counts.pass)).toEqual([150, 150, 150, 150])
      await ledger.seal()
      // All four stored the same 150 contents at the same time.
      expect(await ledger.verify()).toMatchObject({ files: 150, unreferenced: 0, findings: [] })
      expect(readdirSync(join(evidenceDir, '.tmp'))).toEqual([])
    })
  })

  it('loses no evidence to a prune in another process', async () => {
    await withLedger(async () => {})
    const pruning = spawn(process.execPath, [program('prune-forever.ts'), url, evidenceDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let pruned = ''
    pruning.stdout.on('data', (chunk) => {
      pruned += chunk
    })
    const ended = once(pruning, 'close')
    for (let round = 0; round < 3; round += 1) {
      // The last round stores again what the first one stored, and what was pruned since.
      const writers = [60, 40].map((count) => start('append-forever.ts', count, 4))
      for (const writer of writers) {
        writer.child.stdout.resume()
        expect(await writer.ended).toEqual([0, null])
      }
    }
    pruning.stdin.end()
    expect(await ended).toEqual([0, null])
    expect(Number(pruned)).toBeGreaterThan(0)
    await withLedger(async (ledger) => {
      await ledger.seal()
      expect((await ledger.verify()).findings).toEqual([])
    })
  })

  it('gives a lock to one process at a time', async () => {
    const turns = Array.from({ length: 3 }, () => start('take-turns.ts', 25))
    for (const { ended } of turns) expect(await ended).toEqual([0, null])
    await withLedger(async (ledger) => {
      const holders = (await allEvents(ledger)).flatMap(({ event }) =>
        event.kind === 'reviewed' ? [`${event.name} ${event.note}s`] : [],
      )
      expect(holders).toHaveLength(3 * 25 * 2)
      for (let index = 0; index < holders.length; index += 2) {
        expect(holders[index + 1]).toBe(holders[index]?.replace('takes', 'gives'))
      }
    })
  })

  it('reports a file that may not grow, and keeps the ledger whole', async () => {
    const script = 'ulimit -f 1500; exec "$@"'
    const args = ['-c', script, 'sh', process.execPath, program('fill-disk.ts'), url, evidenceDir]
    const { stdout, stderr } = spawnSync('sh', args, { encoding: 'utf8' })
    expect(stderr).toBe('')
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({ code: 'disk-full', again: 'disk-full', evidence: 'disk-full' })
    expect(told.stored).toBeGreaterThan(5)
    await withLedger(async (ledger) => {
      const counts = (await ledger.runs())[0]?.counts
      expect(counts?.pass).toBe(told.stored)
      await ledger.append(1 as RunId, wholeExecution('LVV-T900', 'x'.repeat(10_000)))
      await ledger.seal()
      expect(await ledger.verify()).toMatchObject({ findings: [], unreferenced: 0 })
      expect(readdirSync(join(evidenceDir, '.tmp'))).toEqual([])
    })
  })

  it('goes on with the same connection once a full disk has space again', async (context) => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk])
    if (mounted.status !== 0) context.skip('only root may mount a small disk')
    url = join(disk, 'ledger.db')
    evidenceDir = join(disk, 'evidence')
    try {
      await withLedger(async (ledger) => {
        const run = await ledger.createRun(sampleRequest, plainGraph(20), thisProcess())
        const append = (index: number) =>
          ledger.append(run, wholeExecution(`LVV-T${index}`, 'x'.repeat(50_000)))
        const put = () =>
          ledger.evidence.put(
            { bytes: new Uint8Array(200_000) },
            { name: 'zeros', mediaType: 'application/octet-stream' },
          )
        await append(1)
        const filler = join(disk, 'filler')
        fill(filler)
        const failed = await Promise.allSettled([append(2), append(3), put(), append(4)])
        expect(failed.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
          failed.map(() => 'disk-full'),
        )
        expect((await ledger.executions(run)).filter((one) => one.verdict === 'pass')).toHaveLength(
          1,
        )
        rmSync(filler)
        await append(2)
        await append(3)
        await put()
        expect((await ledger.executions(run)).filter((one) => one.verdict === 'pass')).toHaveLength(
          3,
        )
        await ledger.seal()
        expect(await ledger.verify()).toMatchObject({ files: 1, findings: [] })
      })
    } finally {
      spawnSync('umount', [disk])
    }
  })
})

/** Writes until the disk is full. */
const fill = (path: string): void => {
  for (let size = 1 << 20; size > 0; size >>= 1) {
    try {
      writeFileSync(path, new Uint8Array(size), { flag: 'a' })
      size <<= 1
    } catch {
      // Full at this size: the rest is filled with smaller pieces.
    }
  }
}
