import { describe, expect, it } from 'vitest'
import type { CommandSpec } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp } from './help.ts'
import { parseArguments } from './parse-arguments.ts'

const spec = (name: string): CommandSpec => {
  const found = commands.find((command) => command.name === name)
  if (!found) throw new Error(`no command ${name}`)
  return found
}

describe('parseArguments', () => {
  it('reads flags, values, repeated values and positionals in any order', () => {
    const args = parseArguments(spec('run'), [
      'LVV-T1',
      '--tag',
      'a',
      '--dry-run',
      '--tag=b',
      'LVV-T2',
      '--workers',
      '2',
    ])
    expect(args.positionals).toEqual(['LVV-T1', 'LVV-T2'])
    expect(args.values('tag')).toEqual(['a', 'b'])
    expect(args.flag('dry-run')).toBe(true)
    expect(args.value('workers')).toBe('2')
    expect(args.value('plan')).toBeUndefined()
    expect(args.flag('json')).toBe(false)
  })

  it.each([
    [['run', '--worker', '2'], /no option --worker/, /Did you mean --workers/],
    [['run', '--workers'], /--workers needs a value/, /--help/],
    [['run', '--workers='], /--workers needs a value/, /--help/],
    [['run', '--dry-run=yes'], /takes no value, found "yes"/, /--help/],
    [['run', '-x'], /no option -x/, /--help/],
    [['diff', '1'], /needs RUN RUN/, /usage: lvv diff/],
    [['diff', '1', '2', '3'], /takes RUN RUN, found "3"/, /usage/],
    [['doctor', 'x'], /takes no arguments, found "x"/, /usage/],
  ])('refuses %j and says how to mend it', ([name = '', ...argv], message, hint) => {
    expect(() => parseArguments(spec(name), argv)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    )
  })

  it('takes what follows -- as positionals', () => {
    expect(parseArguments(spec('run'), ['--', '--odd']).positionals).toEqual(['--odd'])
  })

  it('has help for every command that names each of its options', () => {
    for (const command of commands) {
      const help = commandHelp(command)
      for (const name of Object.keys(command.options)) expect(help).toContain(`--${name}`)
    }
  })
})
