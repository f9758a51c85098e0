// Runs `echo hello-N` for N of 0 to COUNT - 1, two at once, and checks exit code and output:
// node bare-loop.mjs COUNT [MB of memory to hold meanwhile]
import { spawn } from 'node:child_process'

const count = Number(process.argv[2])
const held = Array.from({ length: Number(process.argv[3] ?? 0) }, () => Buffer.alloc(1e6, 1))
let next = 0

const runOne = (number) =>
  new Promise((resolve, reject) => {
    const child = spawn('echo', [`hello-${number}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 && output === `hello-${number}\n`) resolve()
      else reject(new Error(`echo hello-${number} gave ${code} and ${JSON.stringify(output)}`))
    })
  })

const worker = async () => {
  while (next < count) {
    const number = next
    next += 1
    await runOne(number)
  }
}

await Promise.all([worker(), worker()])
if (held.some((part) => part[0] !== 1)) throw new Error('the memory was not held')
