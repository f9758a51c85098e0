import type { CommandSpec } from './command.ts'
import { commands, laterCommands } from './commands.ts'

/** Help for `lvv` itself. */
export const overallHelp = (): string => {
  const width = Math.max(...commands.map((command) => command.name.length))
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return [
    'lvv: acceptance tests of the Rubin Observatory Data Management System',
    '',
    'usage: lvv COMMAND [ARGUMENTS]',
    '',
    ...lines,
    '',
    '`lvv COMMAND --help` shows the options of a command.',
    `Not yet: ${laterCommands.join(', ')}.`,
    'Exit codes: 0 accepted, 1 a verification failed, 2 bad input, 3 could not be judged, 130 interrupted.',
    '',
  ].join('\n')
}

/** Help for one command. */
export const commandHelp = (command: CommandSpec): string => {
  const names = Object.entries(command.options).map(([name, option]) => ({
    text: option.kind === 'flag' ? `--${name}` : `--${name} ${option.shows ?? ''}`,
    doc: option.kind === 'values' ? `${option.doc} (may be repeated)` : option.doc,
  }))
  const width = Math.max(...names.map((item) => item.text.length))
  return [
    `usage: lvv ${command.name} ${command.takes} [OPTIONS]`.replace('  ', ' '),
    '',
    `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`,
    '',
    ...names.map((item) => `  ${item.text.padEnd(width)}  ${item.doc}`),
    '',
  ].join('\n')
}
