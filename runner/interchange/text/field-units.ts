/** Spellings of units in documents and tables of the field, and what lvv calls them. */
const spellings: { readonly [unit: string]: readonly string[] } = {
  '1': [
    '',
    'integer',
    'int',
    'float',
    'real',
    'number',
    'count',
    'counts',
    'none',
    'unitless',
    'dimensionless',
    'unitless(angularcorrelation)',
    'ratio',
    'n/a',
    '-',
  ],
  '%': ['percent', 'pct', 'per cent', 'percentage'],
  s: ['second', 'seconds', 'sec', 'secs'],
  ms: ['millisecond', 'milliseconds', 'msec'],
  min: ['minute', 'minutes', 'mins'],
  h: ['hour', 'hours', 'hr', 'hrs'],
  d: ['day', 'days'],
  week: ['weeks'],
  yr: ['year', 'years', 'annum'],
  arcsec: ['arcsecond', 'arcseconds', 'arc second', 'arc seconds', 'asec', '"'],
  mas: ['milliarcsecond', 'milliarcseconds', 'milliarcsec', 'marcsec', 'milli arcsecond'],
  arcmin: ['arcminute', 'arcminutes', 'arc minute', "'"],
  deg: ['degree', 'degrees', '°'],
  mag: ['magnitude', 'magnitudes'],
  mmag: ['millimagnitude', 'millimagnitudes', 'milli magnitude', 'millimag'],
  nJy: ['nanojansky', 'nanojanskys'],
  GB: ['gigabyte', 'gigabytes'],
  MB: ['megabyte', 'megabytes'],
  TB: ['terabyte', 'terabytes'],
  PB: ['petabyte', 'petabytes'],
  'Mbit/s': [
    'megabit persecond',
    'megabit per second',
    'megabits per second',
    'mbps',
    'megabit/second',
  ],
  'Gbit/s': ['gigabit persecond', 'gigabit per second', 'gigabits per second', 'gbps'],
  pix: ['pixel', 'pixels'],
  electron: ['electrons'],
  sigma: ['standard deviation', 'standard deviations', 'σ'],
}

const bySpelling = new Map(
  Object.entries(spellings).flatMap(([unit, others]) => others.map((other) => [other, unit])),
)

/**
 * Our name of a unit that a document spells its own way; undefined when neither the table nor `isUnit` knows it.
 */
export const fieldUnit = (
  text: string,
  isUnit: (unit: string) => boolean = () => false,
): string | undefined => {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain !== '' && Object.hasOwn(spellings, plain)) return plain
  return bySpelling.get(plain.toLowerCase()) ?? (isUnit(plain) ? plain : undefined)
}
