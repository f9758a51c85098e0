import type { createLogUpdate } from 'log-update'
import { widthOf } from '#reports/terminal/text/width-of.ts'

/** A stream with a block at its end that is drawn again and again. */
export interface LiveScreen {
  /** Writes lines that stay, above the block that replaces the one before. */
  show(lines: string, frame: string): void
  onResize(listener: () => void): void
  /** Takes the block away and writes the last lines that stay. Nothing is written afterwards. */
  close(lines: string): Promise<void>
}

type LogUpdate = ReturnType<typeof createLogUpdate>

/** Opens the screen. The library that redraws is loaded with the first block: a pipe never pays for it. */
export const openScreen = (options: {
  readonly stream: NodeJS.WritableStream
  readonly isTTY: boolean
  readonly columns: () => number
}): LiveScreen => {
  const { stream, isTTY } = options
  let isGone = false
  let isClosed = false
  let isPlain = !isTTY
  let resized: (() => void) | undefined
  let logUpdate: LogUpdate | undefined
  let loading: Promise<void> | undefined
  let shown = ''
  let latest: { lines: string; frame: string } | undefined

  // Without a listener a reader that went away (EPIPE) would end the process; it stays for what comes late.
  stream.on('error', () => {
    isGone = true
  })
  const onResize = () => {
    // Terminals break the lines of the old block anew: it is taken away as tall as it has become.
    safely(() => {
      if (logUpdate === undefined || shown === '') return
      stream.write(`\u001b[${tallness(shown, options.columns())}A\r\u001b[J`)
      logUpdate.done()
    })
    shown = ''
    resized?.()
  }
  if (isTTY) stream.on('resize', onResize)

  const safely = (act: () => void) => {
    if (isGone) return
    try {
      act()
    } catch {
      // The screen is for people: when it cannot be written, the run goes on without it.
      isGone = true
    }
  }
  const load = async () => {
    const library = await import('log-update')
    logUpdate = library.createLogUpdate(stream, { showCursor: true })
    if (latest === undefined || isClosed) return
    put(latest.lines, latest.frame)
    latest = undefined
  }
  const put = (lines: string, frame: string) =>
    safely(() => {
      if (lines === '' && frame === shown) return
      if (lines !== '') {
        logUpdate?.clear()
        stream.write(lines)
      }
      logUpdate?.(frame.replace(/\n$/, ''))
      shown = frame
    })
  return {
    show: (lines, frame) => {
      if (isClosed) return
      if (isPlain) {
        if (lines !== '') safely(() => stream.write(lines))
      } else if (logUpdate === undefined) {
        latest = { lines: (latest?.lines ?? '') + lines, frame }
        loading ??= load().catch(() => {
          // Without the library a terminal gets what a pipe gets.
          isPlain = true
        })
      } else {
        put(lines, frame)
      }
    },
    onResize: (listener) => {
      resized = listener
    },
    close: async (lines) => {
      if (isClosed) return
      isClosed = true
      stream.off('resize', onResize)
      await loading
      safely(() => {
        logUpdate?.clear()
        logUpdate?.done()
        const left = (latest?.lines ?? '') + lines
        if (left !== '') stream.write(left)
      })
    },
  }
}

const tallness = (frame: string, columns: number): number =>
  frame
    .trimEnd()
    .split('\n')
    .reduce((sum, one) => sum + Math.max(1, Math.ceil(widthOf(one) / Math.max(1, columns))), 0)
