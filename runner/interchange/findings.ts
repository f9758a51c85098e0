/** Something that a reader wants known: `skipped` was not imported, `note` was, or is never held. */
export interface Finding {
  readonly kind: 'skipped' | 'note'
  /** As the user named it. */
  readonly file: string
  /** `row 12`, `line 3, column 7`, `requirements[4]`; absent where the whole file is meant. */
  readonly at?: string
  /** What it is about: `DMS-REQ-0360`, `DMS-REQ-0360/AM1`, `LVV-3402`. */
  readonly key?: string
  readonly message: string
}

/** Collects findings; a finding said twice is kept once. */
export interface Findings {
  readonly all: readonly Finding[]
  skipped(place: Place, message: string): void
  note(place: Place, message: string): void
}

/** Where something stands. */
export interface Place {
  readonly file: string
  readonly at?: string
  readonly key?: string
}

/** How many findings are kept word by word: a file of a million broken rows must not fill the memory. */
const most = 10_000

/** A new, empty collection. */
export const createFindings = (): Findings => {
  const all: Finding[] = []
  const seen = new Set<string>()
  const add = (kind: Finding['kind'], { file, at, key }: Place, message: string): void => {
    const text = [kind, file, at, key, message].join('\n')
    if (seen.has(text) || all.length > most) return
    seen.add(text)
    all.push(
      all.length === most
        ? { kind, file, message: 'more of this file is not named: there are too many findings' }
        : {
            kind,
            file,
            ...(at !== undefined && { at }),
            ...(key !== undefined && { key }),
            message,
          },
    )
  }
  return {
    all,
    skipped: (place, message) => add('skipped', place, message),
    note: (place, message) => add('note', place, message),
  }
}

/** A text on one line, without control or direction marks: nothing that could rearrange a terminal. */
export const onOneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u00b7')

/** A text as it may be quoted in a message: short, and on one line. */
export const quoted = (text: unknown, length = 60): string => {
  const plain = onOneLine(typeof text === 'string' ? text : (JSON.stringify(text) ?? 'nothing'))
  return `"${plain.length > length ? `${plain.slice(0, length)}…` : plain}"`
}
