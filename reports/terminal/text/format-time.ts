/** A duration in milliseconds as people say it: `0.8 s`, `12 s`, `1 min 05 s`, `2 h 03 min`. */
export const formatDuration = (milliseconds: number): string => {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${two(whole % 60)} s`
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** An instant to the second: `2026-11-23 20:21:30 UTC`. */
export const formatInstant = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`

/** Milliseconds from one instant to another; undefined unless both are known. */
export const between = (from: string | undefined, to: string | undefined): number | undefined => {
  const duration = Date.parse(to ?? '') - Date.parse(from ?? '')
  return Number.isNaN(duration) ? undefined : Math.max(0, duration)
}
