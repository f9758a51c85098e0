import { HarnessError } from '#domain/harness-error.ts'

const hint = 'Save it as UTF-8 (in spreadsheets: "CSV UTF-8").'

/** Reads bytes as UTF-8, with or without a mark. Throws HarnessError `bad-input` that names any other encoding. */
export const decodeText = (bytes: Uint8Array, name: string): string => {
  const mark = marks.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte))
  if (mark !== undefined) {
    throw new HarnessError('bad-input', `${name} is ${mark.encoding}, not UTF-8`, { hint })
  }
  if (bytes.includes(0)) {
    throw new HarnessError('bad-input', `${name} is no text: it holds zero bytes`, { hint })
  }
  try {
    // Takes the mark of UTF-8 away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new HarnessError(
      'bad-input',
      `${name}:${lineOfFault(bytes)}: not UTF-8, likely Latin-1 or Windows-1252`,
      { hint, cause },
    )
  }
}

const marks = [
  { encoding: 'an Excel or ZIP file', starts: [0x50, 0x4b, 0x03, 0x04] },
  { encoding: 'UTF-32', starts: [0xff, 0xfe, 0, 0] },
  { encoding: 'UTF-16', starts: [0xff, 0xfe] },
  { encoding: 'UTF-16', starts: [0xfe, 0xff] },
] as const

/** Number of the first line that cannot be read. */
const lineOfFault = (bytes: Uint8Array): number => {
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline < 0 ? bytes.length : newline + 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end))
    } catch {
      return line
    }
    start = end
  }
  return line
}
