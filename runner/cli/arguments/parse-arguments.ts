import { parseArgs } from 'node:util'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { Arguments, CommandSpec } from './command.ts'

/** Parses what follows the name of a command; throws a usage error that names the option and the likely one. */
export const parseArguments = (spec: CommandSpec, argv: readonly string[]): Arguments => {
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([name, option]) => [
      name,
      option.kind === 'flag'
        ? ({ type: 'boolean' } as const)
        : ({ type: 'string', multiple: option.kind === 'values' } as const),
    ]),
  )
  const parsed = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values: { [name: string]: unknown } = parsed.values
  for (const token of parsed.tokens) {
    if (token.kind === 'option') checkOption(spec, token.name, token.rawName, token.value)
  }
  checkPositionals(spec, parsed.positionals)
  return {
    positionals: parsed.positionals,
    flag: (name) => values[name] === true,
    value: (name) => {
      const value = values[name]
      return typeof value === 'string' ? value : undefined
    },
    values: (name) => {
      const value = values[name]
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    },
  }
}

const checkOption = (
  spec: CommandSpec,
  name: string,
  raw: string,
  value: string | undefined,
): void => {
  const option = spec.options[name]
  const help = `\`lvv ${spec.name} --help\` shows its options.`
  if (!option) {
    const near = nearestName(name, Object.keys(spec.options))
    throw new HarnessError('usage', `lvv ${spec.name} has no option ${raw}`, {
      hint: near ? `Did you mean --${near}? ${help}` : help,
    })
  }
  if (option.kind === 'flag' && value !== undefined) {
    throw new HarnessError('usage', `--${name} takes no value, found "${value}"`, { hint: help })
  }
  if (option.kind !== 'flag' && (value === undefined || value === '')) {
    throw new HarnessError('usage', `--${name} needs a value: --${name} ${option.shows}`, {
      hint: help,
    })
  }
}

const checkPositionals = (spec: CommandSpec, found: readonly string[]): void => {
  const [fewest, most] = spec.positionals
  if (found.length >= fewest && found.length <= most) return
  throw new HarnessError(
    'usage',
    found.length < fewest
      ? `lvv ${spec.name} needs ${spec.takes}`
      : `lvv ${spec.name} takes ${most === 0 ? 'no arguments' : spec.takes}, found "${found.slice(most).join(' ')}"`,
    { hint: `usage: lvv ${spec.name} ${spec.takes}` },
  )
}
