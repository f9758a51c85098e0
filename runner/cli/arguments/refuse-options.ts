import { HarnessError } from '#domain/harness-error.ts'
import type { Arguments } from './command.ts'

/** Throws for options that belong to another form of the same command. `form`: `record review`. */
export const refuseOptions = (form: string, names: readonly string[], args: Arguments): void => {
  const given = names.filter(
    (name) => args.flag(name) || args.value(name) !== undefined || args.values(name).length > 0,
  )
  if (given.length === 0) return
  throw new HarnessError(
    'usage',
    `lvv ${form} takes no ${given.map((name) => `--${name}`).join(', ')}`,
    { hint: `\`lvv ${form.split(' ')[0]} --help\` shows what belongs to what.` },
  )
}
