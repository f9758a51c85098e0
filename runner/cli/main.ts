import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import { commands, laterCommands } from './arguments/commands.ts'
import { commandHelp, overallHelp } from './arguments/help.ts'
import { parseArguments } from './arguments/parse-arguments.ts'
import { listenForInterrupts } from './screen/interrupts.ts'
import { type Io, processIo } from './screen/io.ts'
import { exitCodeOf, renderError } from './screen/render-error.ts'

/** Runs one command line; the exit code says how it ended. Never throws. */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  try {
    // `lvv help trace` is what many type first.
    const [name, ...rest] = argv[0] === 'help' && argv[1] !== undefined ? [argv[1], '--help'] : argv
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      io.stdout.write(overallHelp())
      return name === undefined ? 2 : 0
    }
    if (name === '--version') {
      const { installation } = await import('./opening/installation.ts')
      io.stdout.write(`lvv ${await installation.version()}\n`)
      return 0
    }
    const spec = commands.find((command) => command.name === name)
    if (!spec) throw unknownCommand(name)
    if (rest.includes('--help') || rest.includes('-h')) {
      io.stdout.write(commandHelp(spec))
      return 0
    }
    const args = parseArguments(spec, rest)
    const command = await spec.load()
    return await command(args, io)
  } catch (error) {
    io.stderr.write(renderError(error, io))
    return exitCodeOf(error)
  }
}

const unknownCommand = (name: string): HarnessError => {
  if (laterCommands.includes(name)) {
    return new HarnessError('usage', `lvv ${name} does not exist yet`, {
      hint: '`lvv --help` shows what does.',
    })
  }
  const near = nearestName(
    name,
    commands.map((command) => command.name),
  )
  return new HarnessError('usage', `lvv has no command "${name}"`, {
    hint: near ? `Did you mean \`lvv ${near}\`?` : '`lvv --help` shows all commands.',
  })
}

/** The program: what the launcher starts. */
export const start = async (): Promise<void> => {
  const interrupts = listenForInterrupts(process)
  // A reader that goes away (`lvv list cases | head`) is no error of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  process.exitCode = await main(process.argv.slice(2), processIo(interrupts))
  interrupts.close()
}
