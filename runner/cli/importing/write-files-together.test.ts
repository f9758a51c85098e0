import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFilesTogether } from './write-files-together.ts'

describe('writing files together', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lvv-write-'))
    writeFileSync(join(root, 'old.yaml'), 'before')
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('writes all, makes folders, and leaves nothing beside them', () => {
    writeFilesTogether(
      root,
      new Map([
        ['old.yaml', 'after'],
        ['elements/new.yaml', 'x'],
      ]),
    )
    expect(readFileSync(join(root, 'old.yaml'), 'utf8')).toBe('after')
    expect(readdirSync(root, { recursive: true }).toSorted()).toEqual([
      'elements',
      'elements/new.yaml',
      'old.yaml',
    ])
  })

  it('puts back what was replaced, and removes what was new, when the last cannot be written', () => {
    mkdirSync(join(root, 'folder.yaml'))
    const texts = new Map([
      ['old.yaml', 'after'],
      ['new.yaml', 'x'],
      ['folder.yaml', 'x'],
    ])
    expect(() => writeFilesTogether(root, texts)).toThrow('all are as they were')
    expect(readFileSync(join(root, 'old.yaml'), 'utf8')).toBe('before')
    expect(readdirSync(root).toSorted()).toEqual(['folder.yaml', 'old.yaml'])
  })
})
