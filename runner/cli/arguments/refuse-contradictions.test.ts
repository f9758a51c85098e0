import { describe, expect, it } from 'vitest'
import { commands } from './commands.ts'
import { parseArguments } from './parse-arguments.ts'
import { refuseContradictions } from './refuse-contradictions.ts'

const run = commands[0]
const refuse =
  (...argv: string[]) =>
  () => {
    if (!run) throw new Error('no run command')
    refuseContradictions(parseArguments(run, argv))
  }

describe('refuseContradictions', () => {
  it.each([
    [['--rerun', 'everything'], /failed, blocked or outdated/],
    [['--rerun', 'outdated', '--resume', '3'], /starts a new run/],
    [['--resume', '1', 'LVV-T1'], /stored plan/],
    [['--rerun', 'failed', '--tag', 'x'], /stored plan/],
    [['--resume', 'last', '--env', 'usdf'], /--env does not go/],
    [['--resume', 'last', '--input', 'a=b'], /--input does not go/],
    [['--rerun', 'failed', '--budget', '3m'], /--budget does not go/],
    [['--from', 'am2'], /exactly one case/],
    [['--from', 'am2', 'LVV-T1', 'LVV-T2'], /exactly one case/],
    [['--from', 'am2', 'LVV-T1', '--rerun', 'failed'], /does not go with/],
    [['--from', 'am2', 'LVV-T1', '--env', 'usdf'], /--env does not go/],
    [['--from', 'am2', 'LVV-T1', '--plan', 'LVV-P1'], /--plan does not go/],
    [['--resume', 'last', '--dry-run'], /--dry-run does not go/],
    [['--again'], /--again goes with/],
  ])('refuses %j', (argv, message) => {
    expect(refuse(...argv)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    )
  })

  it.each([
    [[]],
    [['LVV-T1', '--tag', 'x', '--env', 'usdf', '--budget', '3m']],
    [['--resume', '3', '--rerun', 'failed', '--again']],
    [['LVV-T1', '--from', 'am2']],
  ])('accepts %j', (argv) => {
    expect(refuse(...argv)).not.toThrow()
  })
})
