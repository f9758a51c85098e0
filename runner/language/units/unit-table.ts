/**
 * The units of the field: how many `base` one unit is, as a fraction so that 1 mas is exactly 1/1000 arcsec. A unit
 * with another base is another dimension: magnitudes convert to magnitudes only, never to fluxes or fractions.
 */
export interface UnitDefinition {
  readonly base: string
  readonly numerator: number
  readonly denominator: number
}

const unit = (base: string, numerator = 1, denominator = 1): UnitDefinition => ({
  base,
  numerator,
  denominator,
})

/** Base of what has no dimension: ratios, counts, percentages. */
const dimensionless = '1'

/** Every unit the language knows by itself; anything else is asked of the units library. */
export const unitTable: ReadonlyMap<string, UnitDefinition> = new Map(
  Object.entries({
    '1': unit(dimensionless),
    '%': unit(dimensionless, 1, 100),
    ppm: unit(dimensionless, 1, 1e6),

    arcsec: unit('arcsec'),
    mas: unit('arcsec', 1, 1e3),
    uas: unit('arcsec', 1, 1e6),
    arcmin: unit('arcsec', 60),
    deg: unit('arcsec', 3600),
    rad: unit('arcsec', 648000, Math.PI),

    mag: unit('mag'),
    mmag: unit('mag', 1, 1e3),
    // Surface brightness is a logarithm: its angle cannot be converted by a factor.
    'mag/arcsec2': unit('mag/arcsec2'),

    Jy: unit('Jy'),
    mJy: unit('Jy', 1, 1e3),
    uJy: unit('Jy', 1, 1e6),
    nJy: unit('Jy', 1, 1e9),

    s: unit('s'),
    ms: unit('s', 1, 1e3),
    us: unit('s', 1, 1e6),
    ns: unit('s', 1, 1e9),
    min: unit('s', 60),
    h: unit('s', 3600),
    d: unit('s', 86400),
    week: unit('s', 604800),
    // The Julian year of astronomy.
    yr: unit('s', 31557600),

    bit: unit('bit'),
    kbit: unit('bit', 1e3),
    Mbit: unit('bit', 1e6),
    Gbit: unit('bit', 1e9),
    byte: unit('bit', 8),
    kB: unit('bit', 8e3),
    MB: unit('bit', 8e6),
    GB: unit('bit', 8e9),
    TB: unit('bit', 8e12),
    PB: unit('bit', 8e15),
    KiB: unit('bit', 8 * 2 ** 10),
    MiB: unit('bit', 8 * 2 ** 20),
    GiB: unit('bit', 8 * 2 ** 30),
    TiB: unit('bit', 8 * 2 ** 40),

    pix: unit('pix'),
    electron: unit('electron'),
    adu: unit('adu'),
    sigma: unit('sigma'),
    K: unit('K'),
    // Degrees Celsius begin elsewhere than kelvins: no factor leads from one to the other.
    degC: unit('degC'),
  }),
)

/** Other spellings, among them those of the requirement documents. */
export const unitSpellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    percent: '%',
    unitless: '1',
    dimensionless: '1',
    integer: '1',
    float: '1',
    count: '1',
    counts: '1',
    arcsecond: 'arcsec',
    arcseconds: 'arcsec',
    milliarcsecond: 'mas',
    milliarcseconds: 'mas',
    microarcsecond: 'uas',
    arcminute: 'arcmin',
    arcminutes: 'arcmin',
    degree: 'deg',
    degrees: 'deg',
    radian: 'rad',
    radians: 'rad',
    magnitude: 'mag',
    magnitudes: 'mag',
    millimag: 'mmag',
    millimagnitude: 'mmag',
    millimagnitudes: 'mmag',
    'mag/arcsec^2': 'mag/arcsec2',
    'mag arcsec-2': 'mag/arcsec2',
    jansky: 'Jy',
    nanojansky: 'nJy',
    µJy: 'uJy',
    μJy: 'uJy',
    sec: 's',
    second: 's',
    seconds: 's',
    millisecond: 'ms',
    milliseconds: 'ms',
    µs: 'us',
    μs: 'us',
    microsecond: 'us',
    nanosecond: 'ns',
    minute: 'min',
    minutes: 'min',
    hr: 'h',
    hour: 'h',
    hours: 'h',
    day: 'd',
    days: 'd',
    year: 'yr',
    years: 'yr',
    bits: 'bit',
    megabit: 'Mbit',
    gigabit: 'Gbit',
    B: 'byte',
    bytes: 'byte',
    kilobyte: 'kB',
    megabyte: 'MB',
    gigabyte: 'GB',
    terabyte: 'TB',
    petabyte: 'PB',
    pixel: 'pix',
    pixels: 'pix',
    px: 'pix',
    'e-': 'electron',
    electrons: 'electron',
    ADU: 'adu',
    DN: 'adu',
    '°': 'deg',
    '°C': 'degC',
    Celsius: 'degC',
  }),
)
