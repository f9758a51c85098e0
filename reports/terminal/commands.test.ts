import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandLines, commandText } from './commands.ts'
import { layOut } from './text/lay-out.ts'
import { neutralise } from './text/neutralise.ts'

const printed = (text: string): readonly string[] =>
  execFileSync('sh', ['-c', `set -- ${text}; printf '%s\\0' "$@"`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)

describe('commandText', () => {
  it('is read back by a shell word for word', () => {
    const words = [
      'lvv',
      "it's",
      'a b',
      '$(id)',
      '`id`',
      '\\',
      'LVV-T1745[band=g]',
      '*',
      '"x"',
      '-n',
    ]
    expect(printed(commandText(words))).toEqual(words)
  })
})

describe('commandLines', () => {
  it('can be copied from any width: a shell reads the same words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z' $=-]{1,12}$/), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 70, max: 120 }),
        (words, columns) => {
          const text = layOut(commandLines('repeat', words, { indent: 4, screen: { columns } }), {
            columns,
            colour: false,
          })
          const command = text.replace('    repeat: ', '')
          expect(printed(command.trimEnd())).toEqual(words.map((word) => neutralise(word)))
        },
      ),
      { numRuns: 25 },
    )
  })
})
