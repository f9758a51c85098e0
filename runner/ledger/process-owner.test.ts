import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isRunning, thisProcess } from './process-owner.ts'

it('knows this process, and gives every owner an identity of its own', () => {
  const owner = thisProcess()
  expect(isRunning(owner)).toBe(true)
  expect(thisProcess().id).not.toBe(owner.id)
})

it('knows a process that ended, and one that has the pid of another', () => {
  const owner = thisProcess()
  expect(isRunning({ ...owner, pid: spawnSync('true').pid })).toBe(false)
  expect(isRunning({ ...owner, startedAt: `${owner.startedAt}1` })).toBe(false)
})

it.runIf(existsSync('/proc/self/stat'))(
  'takes a process that ended, but whose parent has not asked after it, for ended',
  async () => {
    // What the shell becomes never waits for the child, which stays a zombie when it ends.
    const parent = spawn('sh', ['-c', 'sleep 60 >/dev/null & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      const [line] = await once(parent.stdout, 'data')
      const pid = Number(String(line))
      const statOf = (of: number | undefined) => readFileSync(`/proc/${of}/stat`, 'utf8')
      await expect.poll(() => statOf(parent.pid)).toContain('(sleep)')
      const ticks = statOf(pid).split(') ')[1]?.split(' ')[19]
      const here = thisProcess()
      const owner = { ...here, pid, startedAt: here.startedAt.replace(/\S+$/, `${ticks}`) }
      expect(isRunning(owner)).toBe(true)
      process.kill(pid, 'SIGKILL')
      await expect.poll(() => statOf(pid)).toContain(') Z ')
      expect(isRunning(owner)).toBe(false)
    } finally {
      parent.kill('SIGKILL')
    }
  },
)

it('cannot say it of another host', () => {
  expect(isRunning({ ...thisProcess(), host: 'elsewhere' })).toBeUndefined()
})
