import { HarnessError } from '#domain/harness-error.ts'
import type { Arguments } from './command.ts'

interface Rule {
  readonly broken: (args: Arguments) => boolean
  readonly message: string
  readonly hint: string
}

/** `--rerun outdated` starts a new run; the others go on with one. */
const isOutdated = (args: Arguments): boolean => args.value('rerun') === 'outdated'

const continues = (args: Arguments): boolean =>
  args.value('resume') !== undefined || (args.value('rerun') !== undefined && !isOutdated(args))

const selects = (args: Arguments): boolean =>
  args.positionals.length + args.values('tag').length + args.values('requirement').length > 0 ||
  args.value('plan') !== undefined

const goesOn = (args: Arguments): boolean => continues(args) || args.value('from') !== undefined

const kept = (option: string): Rule => ({
  broken: (args) =>
    goesOn(args) && (args.value(option) !== undefined || args.values(option).length > 0),
  message: `--${option} does not go with --resume, --rerun or --from`,
  hint: 'The run keeps what it was started with.',
})

const rules: readonly Rule[] = [
  {
    broken: (args) => !['failed', 'blocked', 'outdated', undefined].includes(args.value('rerun')),
    message: '--rerun takes failed, blocked or outdated',
    hint: 'For example: lvv run --rerun failed',
  },
  {
    broken: (args) =>
      isOutdated(args) && (args.value('resume') !== undefined || args.value('from') !== undefined),
    message: '--rerun outdated starts a new run and does not go with --resume or --from',
    hint: 'For example: lvv run --rerun outdated --env local',
  },
  {
    broken: (args) => args.value('from') !== undefined && continues(args),
    message: '--from repeats a case of the last run and does not go with --resume or --rerun',
    hint: 'For example: lvv run LVV-T1745 --from am2',
  },
  {
    broken: (args) => continues(args) && selects(args),
    message: '--resume and --rerun go on with the stored plan of a run',
    hint: 'Leave out keys, --plan, --tag and --requirement, or start a new run without --resume.',
  },
  ...['env', 'input', 'budget'].map(kept),
  {
    broken: (args) => args.value('from') !== undefined && args.positionals.length !== 1,
    message: '--from ROW goes with exactly one case',
    hint: 'For example: lvv run LVV-T1745 --from am2',
  },
  ...['plan', 'tag', 'requirement'].map(kept),
  {
    broken: (args) => args.flag('dry-run') && goesOn(args),
    message: '--dry-run does not go with --resume, --rerun or --from',
    hint: '`lvv show RUN` shows what is left of a run.',
  },
  {
    broken: (args) => args.flag('again') && !goesOn(args),
    message: '--again goes with --resume, --rerun or --from',
    hint: 'A new run has nothing yet that ran once.',
  },
]

/** Throws a usage error for options of `lvv run` that cannot stand together. */
export const refuseContradictions = (args: Arguments): void => {
  const rule = rules.find((candidate) => candidate.broken(args))
  if (rule) throw new HarnessError('usage', rule.message, { hint: rule.hint })
}
