import { HarnessError } from '#domain/harness-error.ts'
import type { Findings } from '#interchange/findings.ts'

/** Marks at the beginning of a text, longest first. */
const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/**
 * A file as text: UTF-8, UTF-16 with its mark, else windows-1252 (of which Latin-1 is a part), which is named because
 * it is a guess. Throws `bad-input` for what is no text at all.
 */
export const decodeText = (bytes: Uint8Array, file: string, findings: Findings): string => {
  const mark = marks.find((item) => item.bytes.every((byte, index) => bytes[index] === byte))
  if (mark !== undefined) {
    if (mark.encoding !== 'utf-8') findings.note({ file }, `is read as ${mark.encoding}`)
    return new TextDecoder(mark.encoding).decode(bytes)
  }
  if (bytes.includes(0)) {
    throw new HarnessError('bad-input', `${file} is no text: it holds zero bytes`, {
      hint: 'UTF-16 needs its byte order mark; a spreadsheet is read as .xlsx.',
    })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    findings.note(
      { file, at: `line ${lineOfFirstFault(bytes)}` },
      'is not UTF-8: it is read as windows-1252 (Latin-1)',
    )
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const lineOfFirstFault = (bytes: Uint8Array): number => {
  // What cannot be decoded becomes U+FFFD, whose place is that of the fault.
  const text = new TextDecoder('utf-8').decode(bytes)
  return text.slice(0, text.indexOf('\ufffd')).split('\n').length
}
