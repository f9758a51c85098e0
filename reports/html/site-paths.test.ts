import { describe, expect, it } from 'vitest'
import {
  anchorOf,
  casePath,
  executionPath,
  fileNameOf,
  requirementPath,
  rootOf,
} from './site-paths.ts'

describe('paths', () => {
  it('name pages by their key, a thousand numbers to a folder', () => {
    expect(requirementPath('DMS-REQ-0360')).toBe('requirements/DMS-REQ-0xxx/DMS-REQ-0360.html')
    expect(requirementPath('DMS-REQ-12360')).toBe('requirements/DMS-REQ-12xxx/DMS-REQ-12360.html')
    expect(casePath('LVV-T7')).toBe('cases/LVV-T0xxx/LVV-T7.html')
    expect(casePath('LVV-T1745')).toBe('cases/LVV-T1xxx/LVV-T1745.html')
    expect(executionPath(3, 'LVV-T1745', 'LVV-T1745[band=g]')).toMatch(
      /^executions\/3\/LVV-T1xxx\/LVV-T1745-band-g-[0-9a-f]{10}\.html$/,
    )
  })

  it.each([
    '../../etc/passwd',
    '..',
    '.',
    '',
    'a/b\\c',
    'CON\u0000',
    'lvv-t1',
    'x'.repeat(5000),
    '<script>',
    'LVV-T1.html',
    '%2e%2e%2f',
  ])('never leave the site and hold nothing that needs escaping: %j', (key) => {
    for (const path of [requirementPath(key), casePath(key), executionPath(1, key, key)]) {
      expect(path).toMatch(/^[A-Za-z0-9/_-]+\.html$/)
      expect(path.length).toBeLessThan(200)
    }
    expect(anchorOf('result', key)).toMatch(/^result-[A-Za-z0-9-]+$/)
  })

  it('keep keys apart that differ only in what is left out or in case', () => {
    const keys = ['a/b', 'a-b', 'a b', 'A-B', 'LVV-T1', 'lvv-t1', 'LVV-t1']
    expect(new Set(keys.map((key) => fileNameOf(key).toLowerCase())).size).toBe(keys.length)
  })

  it('lead back to the top', () => {
    expect(['index.html', 'a/b.html', 'a/b/c.html'].map(rootOf)).toEqual(['', '../', '../../'])
  })
})
