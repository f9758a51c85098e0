import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import type { Environment } from '#domain/environment.ts'
import { reasonsForNoCredit } from './no-credit.ts'

const site: Environment = {
  name: 'site',
  title: 'Site',
  contentHash: '',
  file: 'cases/environments/site.yaml',
  stage: 'commissioning',
  bindings: {},
  secrets: {},
  resources: { cpus: 1, memory: 1 },
}

let made: TemporaryRoot
const git = (...args: string[]): void => {
  execFileSync('git', ['-C', made.root, '-c', 'user.name=A', '-c', 'user.email=a@b', ...args])
}
const commit = (): void => {
  git('add', '--all')
  git('commit', '--quiet', '--message', 'State')
}
const reasons = (root = made.root) => reasonsForNoCredit({ environment: site, inputs: {}, root })

beforeEach(() => {
  made = temporaryRoot({
    '.gitignore': '*_draft.yaml\ncases/private/\n__pycache__/\nnode_modules/\nscratch/\n',
    'cases/area/LVV-T1.yaml': 'title: one\n',
    'steps/own/own.ts': 'export {}\n',
  })
  git('init', '--quiet')
  commit()
})
afterEach(() => made.remove())

it('gives credit to committed files', async () => {
  expect(await reasons()).toEqual([])
})

it.each([
  ['changed', 'cases/area/LVV-T1.yaml'],
  ['new', 'requirements/lse-61.yaml'],
  ['ignored by its name', 'cases/area/LVV-T2_draft.yaml'],
  ['in an ignored folder', 'cases/private/LVV-T2.yaml'],
])('gives no credit when a file is %s', async (_, file) => {
  made.write({ [file]: 'title: other\n' })
  expect(await reasons()).toEqual(['1 file is not committed'])
})

it('overlooks what tools leave behind and nobody reads', async () => {
  made.write({
    'cases/notes.txt~': '',
    'cases/__pycache__/x.pyc': '',
    'steps/own/node_modules/a/a.js': '',
    'scratch/LVV-T2.yaml': '',
  })
  git('add', 'cases/notes.txt~')
  git('commit', '--quiet', '--message', 'Notes')
  expect(await reasons()).toEqual([])
})

it('looks at the files that links lead to', async () => {
  made.write({ 'scratch/LVV-T3.yaml': 'title: three\n', 'shared/LVV-T4.yaml': 'title: four\n' })
  symlinkSync('../../shared/LVV-T4.yaml', join(made.root, 'cases/area/LVV-T4.yaml'))
  commit()
  expect(await reasons()).toEqual([])
  made.write({ 'shared/LVV-T4.yaml': 'title: changed\n' })
  expect(await reasons()).toEqual(['1 file is not committed'])
  commit()
  symlinkSync('../../scratch/LVV-T3.yaml', join(made.root, 'cases/area/LVV-T3.yaml'))
  commit()
  expect(await reasons()).toEqual(['1 file is not committed'])
})

it('tells of a root that lies in a folder of a repository', async () => {
  made.write({ 'inner/cases/area/LVV-T5.yaml': 'title: five\n' })
  expect(await reasons(join(made.root, 'inner'))).toEqual(['1 file is not committed'])
  commit()
  expect(await reasons(join(made.root, 'inner'))).toEqual([])
  made.write({ 'inner/cases/private/LVV-T6_draft.yaml': 'title: six\n' })
  expect(await reasons(join(made.root, 'inner'))).toEqual(['1 file is not committed'])
})
