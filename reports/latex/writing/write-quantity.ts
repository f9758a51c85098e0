import { type Latex, tex } from './tex.ts'

/** A number with its unit on one line, to six digits, with its sign where it is a margin. */
export const writeQuantity = (value: number, unit: string): Latex =>
  tex`${writeNumber(value)}${unit === '1' ? tex`` : tex`~${unit}`}`

/** A number to six digits, as people write it: `1.5e-5` becomes 1.5 × 10⁻⁵. */
export const writeNumber = (value: number): Latex => {
  if (!Number.isFinite(value)) return tex`${String(value)}`
  const [mantissa = '', exponent] = String(Number(value.toPrecision(6)))
    .replace('-', '−')
    .split('e')
  if (exponent === undefined) return tex`${mantissa}`
  return tex`${mantissa}\ensuremath{\times 10^{${{ latex: exponent.replace('−', '-').replace('+', '') }}}}`
}
