import { Worker } from 'node:worker_threads'

/** Files sent together: a message costs more than a small file. */
const together = 32
/** Groups under way; more wait, so that a slow disk does not fill the memory. */
const groups = 4

/** A thread that writes files, so that pages are made while the kernel writes others. */
export interface WritingThread {
  /** Takes a file to write; its folder exists. Throws what kept an earlier one from being written. */
  write(file: string, content: string | Uint8Array): void
  /** Settles when all is written, and ends the thread. Rejects with what kept one from being written. */
  finish(): Promise<void>
  /** Ends the thread at once. */
  stop(): Promise<void>
}

/** Starts the thread. */
export const startWriting = (): WritingThread => {
  const done = new Int32Array(new SharedArrayBuffer(8))
  const worker = new Worker(code, {
    eval: true,
    workerData: done.buffer,
    // It holds a few pages at a time.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 },
    stdout: true,
    stderr: true,
  })
  let failure: Error | undefined
  const ended = new Promise<void>((resolve) => {
    worker.once('error', (error: Error) => {
      failure ??= error
    })
    worker.on('message', (error: Error) => {
      failure ??= error
    })
    worker.once('exit', () => resolve())
  })
  let sent = 0
  let group: [file: string, content: string | Uint8Array][] = []
  const send = (): void => {
    if (group.length === 0) return
    worker.postMessage(group)
    group = []
    sent += 1
    for (let count = Atomics.load(done, 0); sent - count > groups; count = Atomics.load(done, 0)) {
      // A thread that died counts no more: look again after a while.
      if (Atomics.wait(done, 0, count, patience) === 'timed-out') break
    }
  }
  return {
    write: (file, content) => {
      if (failure !== undefined) throw failure
      group.push([file, content])
      if (group.length >= together) send()
    },
    finish: async () => {
      send()
      worker.postMessage(undefined)
      await ended
      if (failure !== undefined) throw failure
    },
    stop: async () => {
      await worker.terminate()
    },
  }
}

/** Milliseconds that a full queue is waited for before the thread is looked at. */
const patience = 10_000

/** Source of the thread; a text, since the bundle of lvv is one file. After a failure it writes no more. */
const code = `
const { parentPort, workerData } = require('node:worker_threads')
const { writeFileSync } = require('node:fs')
const done = new Int32Array(workerData)
let failed = false
parentPort.on('message', (group) => {
  if (group === undefined) return parentPort.close()
  for (const [file, content] of group) {
    if (failed) break
    try {
      writeFileSync(file, content)
    } catch (error) {
      failed = true
      parentPort.postMessage(error)
    }
  }
  Atomics.add(done, 0, 1)
  Atomics.notify(done, 0)
})
`
