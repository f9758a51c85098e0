import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

let made: TemporaryRoot
beforeAll(() => {
  made = temporaryRoot({
    'requirements/lse-61.yaml': `document: LSE-61
title: Data Management System Requirements
requirements:
  - { id: DMS-REQ-0001, title: Answers in time, parents: [OSS-REQ-0001] }
`,
    'requirements/lse-30.yaml': `document: LSE-30
title: Observatory System Specifications
requirements:
  - { id: OSS-REQ-0001, title: Is quick }
`,
    'requirements/elements/lse-61.yaml': `document: LSE-61
elements:
  - { key: LVV-1, requirement: DMS-REQ-0001, title: In time }
`,
    'requirements/known-issues/LVV-T1.yaml': `case: LVV-T1
row: look
environments: [desk]
until: "2099-12-31"
owner: maintainer of the desk
jira: EXAMPLE-1
reason: The desk is slow.
`,
    'cases/environments/desk.yaml': 'title: Desk\n',
    'cases/area/LVV-T1.yaml': `key: LVV-T1
title: Look at the clock
method: Test
status: Approved
verifies: [LVV-1]
script:
  - id: look
    manual: Look at the clock.
    asks: { seconds: { type: number } }
    expect: [{ value: result.seconds, atMost: 10 }]
`,
  })
})
afterAll(() => made.remove())

it('writes the site of a root: scripts as they are held, what people allowed, parents by what is below', async () => {
  const out = made.beside('site')
  expect(await lvv(['report', 'html', '--out', out], { cwd: made.root })).toMatchObject({ code: 0 })
  const page = (path: string) => readFileSync(join(out, path), 'utf8')
  const script = page('cases/LVV-T0xxx/LVV-T1.html')
  expect(script).toContain('Look at the clock.')
  expect(script).toContain('seconds (number)')
  expect(script).toContain('result.seconds is at most 10.')
  expect(page('approvals.html')).toContain('maintainer of the desk')
  expect(page('requirements/OSS-REQ-0xxx/OSS-REQ-0001.html')).toContain('Below: not verified')
  expect(page('index.html')).toMatch(/LSE-61<\/a>: <b>0<\/b> of <b>1<\/b>/)
})
