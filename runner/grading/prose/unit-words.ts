import { parseUnit } from '#language/units/parse-unit.ts'
import { unitSpellings, unitTable } from '#language/units/unit-table.ts'

/** How units are written in prose beyond the language's own spellings; in small letters. */
const prose: ReadonlyMap<string, string> = new Map(
  Object.entries({
    arcsecs: 'arcsec',
    arcmins: 'arcmin',
    milliarcsec: 'mas',
    milliarcsecs: 'mas',
    degs: 'deg',
    mags: 'mag',
    mmags: 'mmag',
    millimags: 'mmag',
    secs: 's',
    mins: 'min',
    hrs: 'h',
    weeks: 'week',
    yr: 'yr',
    yrs: 'yr',
    msec: 'ms',
    msecs: 'ms',
    microseconds: 'us',
    nanoseconds: 'ns',
    megabits: 'Mbit',
    gigabits: 'Gbit',
    mbs: 'Mbit/s',
    mbps: 'Mbit/s',
    gbps: 'Gbit/s',
    kbps: 'kbit/s',
    persecond: '1/s',
    kilobytes: 'kB',
    megabytes: 'MB',
    gigabytes: 'GB',
    terabytes: 'TB',
    petabytes: 'PB',
    'per cent': '%',
    percents: '%',
  }),
)

/** Units of the language's table that are no unit when they follow a number in a sentence. */
const notInProse: ReadonlySet<string> = new Set(['1', 'count', 'counts', 'float', 'unitless'])

const word = String.raw`%|°C?|[A-Za-zµμ]+(?:\^?-?\d(?!\d))?`
const grammar = new RegExp(
  String.raw`(square\s|sq\.\s?|sq\s)?(per cent|${word})(?:\s?(?:/|per\s)\s?(${word}))?`,
  'y',
)

/** A unit in prose, in every way in which it may be read, the longest first. */
export interface UnitWords {
  readonly units: readonly string[]
  /** Where the longest ends. */
  readonly end: number
}

/** The unit that starts at a place of a text: `sq. deg`, `hours`, `megabits per second`, `day/year`. */
export const unitAt = (text: string, start: number): UnitWords | undefined => {
  grammar.lastIndex = start
  const found = grammar.exec(text)
  if (!found) return undefined
  const [whole, square, name = '', per] = found
  const base = unitOf(name)
  if (base === undefined) return undefined
  const single = square === undefined ? base : known(`${base}2`)
  if (single === undefined) return undefined
  const bottom = per === undefined ? undefined : unitOf(per)
  const rate = bottom === undefined ? undefined : known(`${single}/${bottom}`)
  const alone = start + (square ?? '').length + name.length
  return rate === undefined
    ? { units: [single], end: alone }
    : { units: [rate, single], end: start + whole.length }
}

const unitOf = (name: string): string | undefined => {
  const small = name.toLowerCase()
  const own = prose.get(small) ?? prose.get(name)
  if (own !== undefined) return known(own)
  // One letter is a unit only as it is written: 3 d is not 3D.
  for (const each of name.length === 1 ? [name] : [name, small]) {
    if (notInProse.has(each)) return undefined
    if (unitTable.has(each) || unitSpellings.has(each)) return unitSpellings.get(each) ?? each
  }
  // A power; single names that only the units library knows are words here: "in", "are", "a".
  return /\d/.test(name) ? known(name) : undefined
}

const known = (unit: string): string | undefined =>
  parseUnit(unit) === undefined ? undefined : unit
