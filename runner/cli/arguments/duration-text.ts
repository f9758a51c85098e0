import { HarnessError } from '#domain/harness-error.ts'

const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** `30m`, `2h`, `1h30m` as milliseconds; throws a usage error that names the option. */
export const parseDurationOption = (option: string, text: string): number => {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  const whole = parts.map((part) => part[0]).join('')
  if (parts.length === 0 || whole !== text) {
    throw new HarnessError('usage', `--${option} takes a duration, found "${text}"`, {
      hint: 'For example 90s, 30m, 1h30m or 30d.',
    })
  }
  return parts.reduce((sum, part) => sum + Number(part[1]) * (units[part[2] ?? ''] ?? 0), 0)
}

/** Milliseconds for people: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`, `7 d`. */
export const durationText = (milliseconds: number): string => {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return twoUnits(minutes, 'min', Math.floor(seconds % 60), 's')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return twoUnits(hours, 'h', minutes % 60, 'min')
  return twoUnits(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

const twoUnits = (large: number, unit: string, small: number, smaller: string): string =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`
