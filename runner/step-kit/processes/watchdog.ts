import type { ChildProcess } from 'node:child_process'
import { treeVariable } from './living-processes.ts'

/** A tiny process that ends what a runner started when the runner is gone without having done so. */
export interface Watchdog {
  /** Starts it when it is not there: before a program, so that there is no moment in which nobody would end that. */
  stand(): void
  /** Tells it of a process group. */
  watch(group: number): void
  /** The group is gone. */
  forget(group: number): void
  /** Nothing is left to watch: lets it go. */
  dismiss(): void
}

/**
 * Reads groups from standard input; the end of it without `done` means that the runner died. Then kills the groups, and on
 * Linux whatever carries the mark, until nothing new shows up.
 */
const script = `
trap '' HUP INT QUIT TERM PIPE
groups=' '
while IFS= read -r line; do
  case $line in
    +*) groups="$groups\${line#+} " ;;
    -*) group=" \${line#-} "
      case $groups in *"$group"*) groups="\${groups%%"$group"*} \${groups#*"$group"}" ;; esac ;;
    done) exit 0 ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
[ -r /proc/self/environ ] || exit 0
round=0 quiet=0
while [ $quiet -lt 3 ] && [ $round -lt 50 ]; do
  found=$(grep -lsaF -e "$1" /proc/[0-9]*/environ 2>/dev/null)
  if [ -z "$found" ]; then quiet=$((quiet + 1)); else quiet=0; fi
  for file in $found; do file=\${file#/proc/}; kill -s KILL -- "\${file%/environ}" 2>/dev/null; done
  round=$((round + 1))
  sleep 0.1
done
`

/** Makes the watchdog of a runner whose processes carry `TOKEN.number`. It is started by `stand`. */
export const createWatchdog = (token: string): Watchdog => {
  const groups = new Set<number>()
  let child: ChildProcess | undefined

  const start = (): ChildProcess => {
    // Not marked itself, and in a session of its own: it must outlive what ends the others.
    // Loaded with the first program: a run without programs starts sooner.
    const { spawn } = process.getBuiltinModule('node:child_process')
    const started = spawn('/bin/sh', ['-c', script, 'lvv-watchdog', `${treeVariable}=${token}.`], {
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
      detached: true,
      env: { PATH: '/usr/bin:/bin' },
    })
    const lost = () => {
      if (child === started) child = undefined
    }
    started.once('exit', lost).once('error', lost)
    // A write to a watchdog that somebody ended: the next group starts another one.
    started.stdin?.on('error', lost)
    started.unref()
    if (started.stdin && 'unref' in started.stdin) (started.stdin as unknown as Unrefable).unref()
    return started
  }
  const tell = (line: string) => child?.stdin?.write(`${line}\n`)

  const stand = () => {
    if (child) return
    child = start()
    for (const each of groups) tell(`+${each}`)
  }

  return {
    stand,
    watch: (group) => {
      stand()
      groups.add(group)
      tell(`+${group}`)
    },
    forget: (group) => {
      groups.delete(group)
      tell(`-${group}`)
    },
    dismiss: () => {
      tell('done')
      child?.stdin?.end()
      child = undefined
    },
  }
}

interface Unrefable {
  unref(): void
}
