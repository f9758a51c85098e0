import { HarnessError } from '#domain/harness-error.ts'

/** Units that metrics are written in, each with its dimension and its size in that dimension's first unit. */
const units: { readonly [unit: string]: readonly [dimension: string, size: number] } = {
  '1': ['number', 1],
  '%': ['number', 0.01],
  uas: ['angle', 1e-3],
  mas: ['angle', 1],
  arcsec: ['angle', 1e3],
  arcmin: ['angle', 6e4],
  deg: ['angle', 3.6e6],
  rad: ['angle', (180 * 3.6e6) / Math.PI],
  mmag: ['magnitude', 1e-3],
  mag: ['magnitude', 1],
  nJy: ['flux density', 1e-9],
  uJy: ['flux density', 1e-6],
  mJy: ['flux density', 1e-3],
  Jy: ['flux density', 1],
  ns: ['time', 1e-9],
  us: ['time', 1e-6],
  ms: ['time', 1e-3],
  s: ['time', 1],
  min: ['time', 60],
  h: ['time', 3600],
  d: ['time', 86_400],
  yr: ['time', 31_557_600],
  pix: ['pixel', 1],
  electron: ['charge', 1],
  adu: ['counts', 1],
}

/** Other spellings, as astropy and lsst.verify write them. */
const spellings: { readonly [spelling: string]: string } = {
  '': '1',
  dimensionless: '1',
  ct: '1',
  count: '1',
  percent: '%',
  pct: '%',
  milliarcsec: 'mas',
  marcsec: 'mas',
  uarcsec: 'uas',
  mmagnitude: 'mmag',
  hour: 'h',
  hr: 'h',
  day: 'd',
  year: 'yr',
  pixel: 'pix',
  second: 's',
  minute: 'min',
}

/** The spelling that cases use for a unit: an empty unit is `1`. */
export const canonicalUnit = (unit: string): string => spellings[unit.trim()] ?? unit.trim()

/**
 * A number in `from` as one in `to`. Throws HarnessError `bad-input` where the two measure different things or one is
 * unknown.
 */
export const convertUnit = (value: number, from: string, to: string): number => {
  const [source, target] = [canonicalUnit(from), canonicalUnit(to)]
  if (source === target) return value
  const [known, wanted] = [units[source], units[target]]
  if (known === undefined || wanted === undefined || known[0] !== wanted[0]) {
    const reason =
      known && wanted
        ? `${source} measures ${known[0]}, ${target} ${wanted[0]}`
        : `${known ? target : source} is not among ${Object.keys(units).join(', ')}`
    throw new HarnessError('bad-input', `${source} cannot be converted to ${target}: ${reason}`)
  }
  // Dividing by 1000 is exact where multiplying by 0.001 is not: 3.1 mmag is 0.0031 mag.
  return known[1] < wanted[1] ? value / (wanted[1] / known[1]) : value * (known[1] / wanted[1])
}
