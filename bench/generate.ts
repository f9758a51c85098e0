import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes files below a folder that is made anew. */
const writeAll = (folder: string, files: ReadonlyMap<string, string>): string => {
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of files) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return folder
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)

/** Cases that others keep in one file. */
const perFile = 50

const chunks = (count: number): readonly (readonly number[])[] =>
  numbers(Math.ceil(count / perFile)).map((chunk) =>
    numbers(count).slice(chunk * perFile, (chunk + 1) * perFile),
  )

const literal = (item: number, step: number): string => `v-${item}-${step}`

/** A root of cases with one file each; `rows` gives the lines of a script. */
export const writeRoot = (
  folder: string,
  count: number,
  rows: (item: number) => readonly string[],
): string =>
  writeAll(
    folder,
    new Map(
      numbers(count).map((item) => [
        `cases/BENCH-T${item + 1}.yaml`,
        [
          `key: BENCH-T${item + 1}`,
          `title: Case ${item}`,
          'method: Test',
          'status: Approved',
          'script:',
          ...rows(item),
          '',
        ].join('\n'),
      ]),
    ),
  )

/** Rows that each bind a value and compare it. */
export const echoRows =
  (steps: number) =>
  (item: number): readonly string[] =>
    numbers(steps).flatMap((step) => [
      `  - id: s${step}`,
      '    do: core.echo',
      `    with: { x: ${literal(item, step)} }`,
      '    expect:',
      '      - value: result.x',
      `        equals: ${literal(item, step)}`,
    ])

/** One row that runs a program and looks at its code and output. */
export const processRows = (item: number): readonly string[] => [
  '  - id: run',
  '    do: core.command',
  `    with: { argv: [echo, hello-${item}], effect: read }`,
  '    expect:',
  '      - value: result.exitCode',
  '        equals: 0',
  `      - that: result.stdout == "hello-${item}\\n"`,
]

/** Suites for venom. It has no variables of a case: it compares variables of the suite. */
export const writeVenom = (folder: string, count: number, steps: number): string =>
  writeAll(
    folder,
    new Map(
      chunks(count).map((items, chunk) => [
        `suite-${chunk}.yml`,
        [
          `name: suite ${chunk}`,
          'vars:',
          ...numbers(steps).map((step) => `  x${step}: v-${step}`),
          'testcases:',
          ...items.flatMap((item) => [
            `- name: case ${item}`,
            '  steps:',
            ...numbers(steps).flatMap((step) => [
              '  - assertions:',
              `    - x${step} ShouldEqual v-${step}`,
            ]),
          ]),
          '',
        ].join('\n'),
      ]),
    ),
  )

/** Features and one step definition for cucumber-js. */
export const writeCucumber = (folder: string, count: number, steps: number): string =>
  writeAll(
    folder,
    new Map([
      ...chunks(count).map(
        (items, chunk) =>
          [
            `features/suite-${chunk}.feature`,
            [
              `Feature: suite ${chunk}`,
              ...items.flatMap((item) => [
                `  Scenario: case ${item}`,
                ...numbers(steps).map(
                  (step) =>
                    `    ${step === 0 ? 'Given' : 'And'} "${literal(item, step)}" is "${literal(item, step)}"`,
                ),
              ]),
              '',
            ].join('\n'),
          ] as const,
      ),
      [
        'steps.cjs',
        `const { Given } = require('@cucumber/cucumber')
const assert = require('node:assert/strict')
Given('{string} is {string}', function (value, expected) {
  this.x = value
  assert.equal(this.x, expected)
})
`,
      ],
    ]),
  )

/** Test functions for pytest. */
export const writePytest = (folder: string, count: number, steps: number): string =>
  writeAll(
    folder,
    new Map([
      ...chunks(count).map(
        (items, chunk) =>
          [
            `test_suite_${chunk}.py`,
            [
              'from compare import check',
              ...items.flatMap((item) => [
                '',
                '',
                `def test_case_${item}():`,
                ...numbers(steps).map(
                  (step) => `    check("${literal(item, step)}", "${literal(item, step)}")`,
                ),
              ]),
              '',
            ].join('\n'),
          ] as const,
      ),
      ['compare.py', 'def check(value, expected):\n    x = value\n    assert x == expected\n'],
      ['conftest.py', ''],
    ]),
  )
