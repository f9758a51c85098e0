import { neutralise, toAscii } from './neutralise.ts'
import { paint, type Tone } from './tone.ts'
import { widthOf } from './width-of.ts'

/** What is known of the screen that text is laid out for. */
export interface Screen {
  /** Columns; fewer than 20 count as 20. */
  readonly columns: number
  readonly colour: boolean
  /** False: ASCII only. Absent: the terminal shows Unicode. */
  readonly unicode?: boolean
  /** Words that every suggested command needs to find this run again: `--root DIR`, `--ledger URL`. */
  readonly place?: readonly string[]
}

/** A piece of text with one meaning; its colour follows from that. */
export interface Span {
  readonly text: string
  readonly tone?: Tone | undefined
  /** Not broken at its spaces, unless it is wider than a line: a number stays with its unit. */
  readonly keep?: boolean
}

/** One line before it is broken to the width of the screen. */
export interface Line {
  /** Columns left free before the text. */
  readonly indent?: number
  /** Columns left free on continuation lines; default: two more than `indent`. */
  readonly hang?: number
  readonly spans: readonly Span[]
}

/** Makes a line of text. */
export const line = (indent: number, ...spans: readonly (Span | string)[]): Line => ({
  indent,
  spans: spans.map((span) => (typeof span === 'string' ? { text: span } : span)),
})

/** Text with a meaning. */
export const span = (text: string, tone?: Tone): Span => ({ text, tone })

/**
 * Breaks lines to the screen, neutralises every text in them, and paints. No output line is wider than the
 * screen, whatever the text; none ends in a space.
 */
export const layOut = (lines: readonly Line[], screen: Screen): string => {
  const columns = Math.max(20, Math.floor(screen.columns) || 80)
  return lines.map((one) => `${layOutLine(one, columns, screen)}\n`).join('')
}

/** Cuts a text to a number of columns, ending in `…` (in ASCII `...`) where something is missing. */
export const cutTo = (text: string, columns: number, unicode = true): string => {
  const neutral = unicode ? neutralise(text) : toAscii(neutralise(text))
  if (widthOf(neutral) <= columns) return neutral
  const end = unicode ? '…' : '...'
  if (columns < end.length) return ''
  const [first] = splitWide(neutral, Math.max(1, columns - end.length))
  return `${(first ?? '').trimEnd()}${end}`
}

const layOutLine = (one: Line, columns: number, screen: Screen): string => {
  const most = Math.floor(columns / 4)
  const indent = Math.min(one.indent ?? 0, most)
  const hang = Math.min(one.hang ?? indent + 2, Math.floor(columns / 2))
  const rows: Word[][] = [[]]
  let used = indent
  for (const word of wordsOf(one.spans, screen, columns - Math.max(hang, indent))) {
    const isStart = rows.at(-1)?.length === 0
    if (used + word.width > columns && !isStart) {
      rows.push([])
      used = hang
      if (word.isSpace) continue
    }
    rows.at(-1)?.push(word)
    used += word.width
  }
  return rows.map((row, index) => paintRow(row, index === 0 ? indent : hang, screen)).join('\n')
}

/** Characters of one text that a screen shows: a title of 100 kB hides all else. */
const longestText = 4000

interface Word extends Span {
  readonly width: number
  readonly isSpace: boolean
}

const wordsOf = (spans: readonly Span[], screen: Screen, room: number): readonly Word[] =>
  spans.flatMap(({ text, tone, keep }) => {
    const neutral = neutralise(text.length > longestText ? `${text.slice(0, longestText)} …` : text)
    const shown = screen.unicode === false ? toAscii(neutral) : neutral
    const isKept = keep === true && widthOf(shown) <= room
    return (isKept ? [shown] : (shown.match(/ +|[^ ]+/g) ?? [])).flatMap((word) =>
      splitWide(word, room).map((part) => ({
        text: part,
        tone,
        width: widthOf(part),
        isSpace: part.trim() === '',
      })),
    )
  })

let segmenter: Intl.Segmenter | undefined

/** Parts that fit into the room; only a single character may be wider. */
const splitWide = (word: string, room: number): readonly string[] => {
  if (widthOf(word) <= room) return [word]
  if (/^[ -~]*$/.test(word)) {
    const count = Math.ceil(word.length / room)
    return Array.from({ length: count }, (_, part) => word.slice(part * room, (part + 1) * room))
  }
  const parts: string[] = []
  let part = ''
  let used = 0
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const { segment } of segmenter.segment(word)) {
    const width = widthOf(segment)
    if (used + width > room && part !== '') {
      parts.push(part)
      part = ''
      used = 0
    }
    part += segment
    used += width
  }
  return [...parts, part]
}

const paintRow = (row: readonly Word[], indent: number, screen: Screen): string => {
  const end = row.findLastIndex((word) => !word.isSpace) + 1
  const words = row.slice(0, end)
  if (words.length === 0) return ''
  return ' '.repeat(indent) + joinTones(words, screen)
}

/** Neighbours of the same tone share one escape sequence. */
const joinTones = (words: readonly Word[], screen: Screen): string => {
  let text = ''
  let run = ''
  let tone: Tone | undefined
  for (const word of words) {
    if (word.tone !== tone) {
      text += paint(run, tone, screen.colour)
      run = ''
      tone = word.tone
    }
    run += word.text
  }
  return text + paint(run, tone, screen.colour)
}
