const parts = (key: string): readonly string[] => key.split(/(\d+)/)

const comparePart = (left: string, right: string, isNumber: boolean): number => {
  if (isNumber) {
    // Longer digits are the larger number once leading zeros are gone; no rounding at any length.
    const a = left.replace(/^0+(?=\d)/, '')
    const b = right.replace(/^0+(?=\d)/, '')
    if (a.length !== b.length) return a.length - b.length
    return a < b ? -1 : Number(a > b)
  }
  return left < right ? -1 : Number(left > right)
}

/** Orders keys as people count: `LVV-9` before `LVV-10`. Independent of the locale. */
export const compareKeys = (left: string, right: string): number => {
  const a = parts(left)
  const b = parts(right)
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = comparePart(a[index] ?? '', b[index] ?? '', index % 2 === 1)
    if (order !== 0) return order
  }
  return a.length - b.length || (left < right ? -1 : Number(left > right))
}
