import type { Verdict } from '#domain/verdict.ts'

/** What a colour means. Every tone goes with a word or mark that says the same. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'dim' | 'strong'

const codes: { readonly [tone in Tone]: readonly [number, number] } = {
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  info: [36, 39],
  dim: [2, 22],
  strong: [1, 22],
}

/** Text in the colour of its meaning; unchanged without one, or where there are no colours. */
export const paint = (text: string, tone: Tone | undefined, colour: boolean): string => {
  if (tone === undefined || !colour || text === '') return text
  const [on, off] = codes[tone]
  return `\u001b[${on}m${text}\u001b[${off}m`
}

/** Tone and mark of a verdict. */
export const verdictLook: {
  readonly [verdict in Verdict]: { readonly tone: Tone; readonly mark: string }
} = {
  pass: { tone: 'good', mark: '✓' },
  'pass-with-deviation': { tone: 'good', mark: '≈' },
  fail: { tone: 'bad', mark: '✗' },
  blocked: { tone: 'warn', mark: '■' },
  'in-progress': { tone: 'info', mark: '▸' },
  'not-executed': { tone: 'dim', mark: '○' },
}
