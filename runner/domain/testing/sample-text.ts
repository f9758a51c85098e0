/** What a text may hold to make a report do something it should not. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '\\write18{touch x}\\input{/etc/passwd}$x^2_{y}$ % & # ~ ^',
  "=cmd|' /C calc'!A0",
  '\u202Ereversed\u202C and \u2067isolated',
  '"><img src=x onerror=alert(2)>',
  "javascript:alert(3)//' onclick='alert(4)",
  '</title></style></textarea><svg/onload=alert(5)>]]>-->',
  '@SUM(1+1)*cmd|" /C calc"!A0\t\r\n\u0000\u001B[31mred\u001B[0m',
  '{{constructor.constructor("alert(6)")()}} ${7*7} <%= 7*7 %>',
  '+1+1 \uD800 lone surrogate, \uFEFF mark, combining a\u0300\u0301\u0302',
] as const

const huge = 'Ω<b>x</b>&'.repeat(10_240)

/** Makes the texts of a sample: harmless ones, or each with something hostile after it. */
export const sampleText =
  (hostile: boolean) =>
  (plain: string, index: number): string => {
    if (!hostile) return plain
    // One title of 100 kB is a test; thousands of them would be a test of the memory.
    if (index === 3) return `${plain} ${huge}`
    return `${plain} ${hostileTexts[index % hostileTexts.length]}`
  }

const hostileSuffixes = [
  '/../../../../tmp/x',
  '<i>',
  ' a b?c#d',
  '"&\'',
  '%2e%2e%2f',
  '\\..\\x',
  '.html',
]

/** Makes the keys of a sample: some of them look like paths or markup where it is hostile. */
export const sampleKey =
  (hostile: boolean) =>
  (plain: string, index: number): string =>
    hostile && index % 5 === 1
      ? `${plain}${hostileSuffixes[Math.floor(index / 5) % hostileSuffixes.length]}`
      : plain
