import { styleText } from 'node:util'

/** Where a command reads and writes: the process's own streams, or those of a test. */
export interface Io {
  readonly cwd: string
  readonly env: { readonly [name: string]: string | undefined }
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly now: () => number
  /** First and second interrupt: end what runs; stop at once. */
  readonly interrupts: Interrupts
}

/** A stream and what is known of the screen behind it. */
export interface OutputStream {
  write(text: string): void
  readonly isTTY: boolean
  readonly columns: number
  readonly rows: number
  readonly colour: boolean
  /** True when the terminal shows more than ASCII. */
  readonly unicode: boolean
  /** The stream itself, for the live view. */
  readonly raw: NodeJS.WriteStream
}

/** Ctrl-C, once and twice. */
export interface Interrupts {
  /** Aborts at the first interrupt. */
  readonly stop: AbortSignal
  /** Called at the second: must end at once and synchronously. */
  onKill(action: () => void): void
}

/** Width used where there is no terminal. */
const pipeColumns = 100

/** The streams of this process. NO_COLOR and FORCE_COLOR are honoured. */
export const processIo = (interrupts: Interrupts): Io => ({
  cwd: process.cwd(),
  env: process.env,
  stdout: outputStream(process.stdout),
  stderr: outputStream(process.stderr),
  now: Date.now,
  interrupts,
})

const outputStream = (stream: NodeJS.WriteStream): OutputStream => ({
  write: (text) => {
    stream.write(text)
  },
  isTTY: stream.isTTY === true,
  get columns() {
    return stream.isTTY ? stream.columns || 80 : pipeColumns
  },
  get rows() {
    return stream.isTTY ? stream.rows || 24 : 24
  },
  // styleText knows NO_COLOR, FORCE_COLOR and the stream: no colour leaves the text as it is.
  colour: styleText('red', 'x', { stream }) !== 'x',
  unicode: /utf-?8/i.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || ''),
  raw: stream,
})
