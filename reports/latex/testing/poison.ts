import { hostileTexts } from '#domain/testing/sample-text.ts'

/** Fields whose values are not free text: keys, verdicts, instants, kinds. */
const exact = new Set(
  'kind key case id status method verdict stage role section at startedAt finishedAt call execution element elements requirement sha256 sense coverage disposition contentHash reference tag document'.split(
    ' ',
  ),
)

const more = [
  '\\input{/etc/passwd}^^5cinput{/etc/passwd}\\immediate\\write18{touch pwned}\\end{document}',
  '\\catcode`\\%=12 \\csname x\\endcsname \\\\[9999pt] ]{}{}}}{{{ $$ && ## \\item[x] \\verb|x|',
  '-- --- ,, \'\' `` ?` !` << >> "= "| \u202eright to left\u202c \u0007\u001b[2J\u0000',
  '日本語の題名 🛰️ العربية ǅ ﬁ ㎏ Å e\u0301 ¼ ½ µm α≤β → 10⁻³ H₂O',
  `${'word '.repeat(100)}${'x'.repeat(1500)}`,
]

let turn = 0
const texts = [...hostileTexts, ...more]

/** The same data with every free text followed by something that tries to act. */
export const poison = <T>(value: T): T => {
  turn = 0
  return spoil(value) as T
}

const spoil = (value: unknown): unknown => {
  if (typeof value === 'string') {
    turn += 1
    return `${value} ${texts[turn % texts.length]}`
  }
  if (Array.isArray(value)) return value.map(spoil)
  if (value instanceof Map || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      exact.has(name) && typeof item !== 'object' ? item : spoil(item),
    ]),
  )
}
