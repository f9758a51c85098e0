import { describe, expect, it } from 'vitest'
import { readCsv } from './read-csv.ts'

const read = (text: string) => {
  const { records, problems } = readCsv(text)
  return [
    ...records.map(({ line, cells }) => `${line}: ${cells.join('|')}`),
    ...problems.map(({ line, message }) => `${line}! ${message.slice(0, 30)}`),
  ]
}

describe('a table', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', ['1: a|b', '2: 1|2']],
    ['semicolons', 'a;b\n1,5;2', ['1: a|b', '2: 1,5|2']],
    ['tabs', 'a\tb\n1\t2', ['1: a|b', '2: 1|2']],
    ['one column', 'a\n1', ['1: a', '2: 1']],
    ['every end of line', 'a,b\r\n1,2\r3,4\n5,6', ['1: a|b', '2: 1|2', '3: 3|4', '4: 5|6']],
    ['empty lines', 'a,b\n\n1,2\n  \n3,4\n\n', ['1: a|b', '3: 1|2', '5: 3|4']],
    ['quotes', 'a,b\n"1,""x""",2\n', ['1: a|b', '2: 1,"x"|2']],
    ['cells of many lines', 'a,b\n"1\r\n\n2",3\n4,5', ['1: a|b', '2: 1\n\n2|3', '5: 4|5']],
    ['uneven records', 'a,b\n1\n1,2,3', ['1: a|b', '2: 1', '3: 1|2|3']],
    ['nothing', '', []],
  ])('is read with %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['never closed', 'a,b\n1,2\n3,"4\n5,6\n', ['1: a|b', '2: 1|2', '4: 5|6'], '3! a quote begins'],
    ['closed too early', 'a,b\n1,"2"x\n5,6\n', ['1: a|b', '3: 5|6'], '2! a quoted cell goes on'],
    ['in a cell', 'a,b\n1,x"2\n5,6\n', ['1: a|b', '3: 5|6'], '2! a quote in the middle'],
  ])('loses only the line of a quote that is %s', (_, text, records, problem) => {
    const found = read(text)
    expect(found.slice(0, -1)).toEqual(records)
    expect(found.at(-1)).toContain(problem)
  })

  it('gives up after twenty broken quotes, and says where', () => {
    const { problems } = readCsv(`a\n${'"x"y\n'.repeat(50)}`)
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)).toEqual({ line: 22, message: 'not read, nor anything after it' })
  })
})
