import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runStepForTest } from '#step-kit/testing/run-step-for-test.ts'
import { stepContextForTest } from '#step-kit/testing/step-context-for-test.ts'
import { compareFiles } from './compare-files.ts'

const compare = async (
  actual: string | Uint8Array,
  expected: string | Uint8Array,
  as: 'bytes' | 'text',
) => {
  await using context = await stepContextForTest({ secrets: { token: 'swordfish' } })
  await writeFile(path.join(context.root, 'actual'), actual)
  await writeFile(path.join(context.root, 'expected'), expected)
  const given = { actual: 'actual', expected: 'expected', as }
  const result = await runStepForTest(compareFiles, given, context)
  return { ...result, kept: context.kept.map(({ text }) => text) }
}

const large = Buffer.alloc(1_000_000, 1)
const changed = Buffer.from(large)
changed[700_000] = 2

describe('core.compare_files', () => {
  it.each([
    ['equal bytes', large, Buffer.from(large), 'bytes'],
    ['empty files', '', '', 'bytes'],
    ['texts with other ends of lines', 'a\r\nb\r\n', 'a\nb\n', 'text'],
  ] as const)('finds no difference in %s', async (_what, actual, expected, as) => {
    expect(await compare(actual, expected, as)).toEqual({ same: true, difference: '', kept: [] })
  })

  it.each([
    ['a byte', [changed, large, 'bytes'], 'byte 700001: expected 0x01, found 0x02'],
    ['the length', ['abc', 'ab', 'bytes'], 'byte 3: expected the end of the file, found 0x63'],
    ['a line', ['a\nB\n', 'a\nb\n', 'text'], 'line 2: expected "b", found "B"'],
    ['a missing line', ['a', 'a\nb', 'text'], 'line 2: expected "b", found the end of the file'],
    ['a secret', ['swordfish', 'catfish', 'text'], 'line 1: expected "catfish", found "***"'],
  ] as const)('says where %s differs', async (_what, [actual, expected, as], message) => {
    const { same, difference } = await compare(actual, expected, as)
    expect([same, difference]).toEqual([false, `actual differs from expected at ${message}`])
  })

  it('shows the part of a long line that differs', async () => {
    const { difference } = await compare(`${'x'.repeat(500)}A`, `${'x'.repeat(500)}B`, 'text')
    expect(difference).toMatch(/expected …"x{40}B"…, found …"x{40}A"…$/)
  })

  it('keeps a unified diff of texts', async () => {
    const { kept } = await compare('a\nB\nswordfish\n', 'a\nb\nswordfish\n', 'text')
    expect(kept).toEqual(['--- expected\n+++ actual\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n ***\n'])
  })

  it('compares evidence with a file', async () => {
    await using context = await stepContextForTest()
    await writeFile(path.join(context.root, 'golden'), 'same')
    const actual = await context.attach({ name: 'x', mediaType: 'text/plain', text: 'same' })
    const given = { actual, expected: 'golden' }
    expect((await runStepForTest(compareFiles, given, context)).same).toBe(true)
  })

  it('fails when one of them is missing', async () => {
    await using context = await stepContextForTest()
    const given = { actual: 'nothing', expected: 'nothing' }
    await expect(runStepForTest(compareFiles, given, context)).rejects.toMatchObject({
      name: 'StepFailure',
    })
  })
})
