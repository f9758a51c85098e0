import { EventEmitter } from 'node:events'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { widthOf } from '#reports/terminal/text/width-of.ts'
import { createLiveReporter, type LiveOptions } from './create-live-reporter.ts'
import type { LiveProgress } from './progress.ts'
import { shownOnTerminal as shown } from './testing/shown-on-terminal.ts'

/** A stream that remembers, and may be told to fail. */
const recorder = () => {
  const written: string[] = []
  let isBroken = false
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      if (isBroken) return done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      written.push(String(chunk))
      done()
    },
  })
  const breakIt = () => {
    isBroken = true
  }
  return { stream, written, breakIt, text: () => written.join('') }
}

const started = (execution: string, title = 'A title'): LiveProgress => ({
  kind: 'execution-started',
  execution,
  role: 'case',
  title,
})
const finished = (execution: string, more: object = {}): LiveProgress => ({
  kind: 'execution-finished',
  execution,
  role: 'case',
  verdict: 'pass',
  duration: 1500,
  ...more,
})
const rowStarted = (execution: string, row: string): LiveProgress => ({
  kind: 'row-started',
  execution,
  row,
  label: `${execution} ${row}`,
})

const open = (more: Partial<LiveOptions> = {}) => {
  const record = recorder()
  const live = createLiveReporter({
    stream: record.stream,
    columns: () => 80,
    rows: () => 24,
    colour: false,
    isTTY: false,
    now: Date.now,
    ...more,
  })
  return { ...record, live }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('createLiveReporter in a pipe', () => {
  it('writes one line an ended execution, in order, and none for what only starts', async () => {
    const { live, text } = open()
    live.onProgress(started('LVV-T1', 'First'))
    live.onProgress(started('LVV-T2', 'Second'))
    await vi.advanceTimersByTimeAsync(500)
    expect(text()).toBe('')
    live.onProgress(finished('LVV-T2', { verdict: 'fail', message: 'too large\nby far' }))
    live.onProgress(finished('LVV-T1', { sharedFrom: { run: 3, execution: 'LVV-T1', attempt: 1 } }))
    live.onNote('the facility is up')
    await live.stop()
    expect(text()).toBe(
      '✗ fail LVV-T2  Second 1.5 s: too large by far\n✓ pass LVV-T1  First 1.5 s (shared)\nthe facility is up\n',
    )
  })

  it('says once a minute what runs while nothing ends', async () => {
    const { live, text } = open()
    live.onProgress(started('LVV-T1'))
    live.onProgress(rowStarted('LVV-T1', 'run'))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(text()).toBe('')
    await vi.advanceTimersByTimeAsync(61_500)
    await live.stop()
    expect(text()).toBe(
      '… running: LVV-T1 run for 1 min 00 s\n… running: LVV-T1 run for 2 min 00 s\n',
    )
  })

  it('keeps no timer while nothing runs', async () => {
    const { live } = open()
    live.onProgress(started('LVV-T1'))
    live.onProgress(finished('LVV-T1'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(vi.getTimerCount()).toBe(0)
    await live.stop()
  })

  it('gathers what ends within a tenth of a second into one write', async () => {
    const { live, written } = open()
    for (let index = 0; index < 1000; index++) live.onProgress(finished(`LVV-T${index}`))
    await vi.advanceTimersByTimeAsync(200)
    await live.stop()
    expect(written).toHaveLength(1)
    expect(written[0]?.split('\n')).toHaveLength(1001)
  })

  it('writes nothing after it was stopped', async () => {
    const { live, text } = open()
    live.onProgress(started('LVV-T1'))
    await live.stop()
    live.onProgress(finished('LVV-T1'))
    live.onNote('late')
    await live.stop()
    await vi.advanceTimersByTimeAsync(200_000)
    expect(text()).toBe('')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on in silence when the reader went away', async () => {
    const { live, text, breakIt } = open()
    live.onProgress(finished('LVV-T1'))
    await vi.advanceTimersByTimeAsync(200)
    breakIt()
    live.onProgress(finished('LVV-T2'))
    await vi.advanceTimersByTimeAsync(200)
    live.onProgress(finished('LVV-T3'))
    await live.stop()
    expect(text()).toContain('LVV-T1')
    expect(text()).not.toContain('LVV-T3')
  })
})

describe('createLiveReporter on a terminal', () => {
  const settle = async () => {
    // The library that draws is loaded with the first block.
    vi.useRealTimers()
    await import('log-update')
    vi.useFakeTimers({ now: Date.now() })
    await vi.advanceTimersByTimeAsync(300)
  }

  it('shows what runs, how long, and what waits for what, above it what ended', async () => {
    await settle()
    const { live, text } = open({ isTTY: true, total: 3 })
    live.onProgress(started('LVV-T1', 'First'))
    live.onProgress(rowStarted('LVV-T1', 'read'))
    live.onProgress(started('LVV-T2', 'Second'))
    live.onProgress({ kind: 'waiting', execution: 'LVV-T2', for: 'LVV-T9~ab' })
    live.onProgress(started('LVV-T3', 'Third'))
    live.onProgress(finished('LVV-T3', { verdict: 'blocked', message: 'connection refused' }))
    await vi.advanceTimersByTimeAsync(3100)
    expect(shown(text())).toEqual([
      '■ blocked LVV-T3  Third 1.5 s',
      '    connection refused',
      '1/3  1 blocked  3 s',
      '  ▸ LVV-T1  First  read  3 s',
      '  waiting: 1 for LVV-T9~ab',
    ])
    live.onProgress(finished('LVV-T1'))
    await live.stop()
    expect(shown(text())).toEqual([
      '■ blocked LVV-T3  Third 1.5 s',
      '    connection refused',
      '✓ pass LVV-T1  First 1.5 s',
    ])
  })

  it('draws at most ten times a second, and not at all while nothing changes', async () => {
    await settle()
    const { live, written } = open({ isTTY: true })
    live.onProgress(started('LVV-T1'))
    await vi.advanceTimersByTimeAsync(300)
    const before = written.length
    for (let index = 0; index < 1000; index++) {
      live.onProgress(rowStarted('LVV-T1', `row${index}`))
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(written.length - before).toBeLessThanOrEqual(11)
    live.onProgress(finished('LVV-T1'))
    await vi.advanceTimersByTimeAsync(2000)
    const quiet = written.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(written.length).toBe(quiet)
    await live.stop()
  })

  it('fits the block into the screen: no line is wider, the rest is counted', async () => {
    await settle()
    const { live, text } = open({ isTTY: true, columns: () => 40, rows: () => 10 })
    for (let index = 0; index < 30; index++) {
      live.onProgress(
        started(`LVV-T${index}`, '電波望遠鏡 \u001b[31m hostile \u202e title '.repeat(5)),
      )
      live.onProgress(rowStarted(`LVV-T${index}`, 'a_row_with_a_long_name'))
    }
    await vi.advanceTimersByTimeAsync(300)
    const lines = shown(text())
    expect(lines.length).toBeLessThanOrEqual(10)
    expect(lines.at(-1)).toMatch(/^ {2}and \d+ more$/)
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40)
    expect(text()).not.toContain('\u001b[31m hostile')
    await live.stop()
  })

  it('draws anew when the terminal is resized, and listens no longer once stopped', async () => {
    await settle()
    let columns = 80
    const { live, text, stream } = open({ isTTY: true, columns: () => columns })
    live.onProgress(started('LVV-T1', 'A title that is long enough to be cut in a narrow terminal'))
    await vi.advanceTimersByTimeAsync(300)
    columns = 30
    stream.emit('resize')
    await vi.advanceTimersByTimeAsync(300)
    expect(Math.max(...shown(text()).map(widthOf))).toBeLessThanOrEqual(30)
    await live.stop()
    expect(EventEmitter.listenerCount(stream, 'resize')).toBe(0)
  })

  it('leaves nothing behind but the lines that stay, also when stopped before the first block', async () => {
    await settle()
    const { live, text } = open({ isTTY: true })
    live.onProgress(started('LVV-T1', 'First'))
    live.onProgress(finished('LVV-T1'))
    await live.stop()
    expect(shown(text())).toEqual(['✓ pass LVV-T1  First 1.5 s'])
    const length = text().length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(text()).toHaveLength(length)
  })
})
