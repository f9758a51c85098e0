import type { CommandSpec, OptionSpec } from './command.ts'

const any = Number.POSITIVE_INFINITY

const common: { readonly [name: string]: OptionSpec } = {
  root: {
    kind: 'value',
    shows: 'DIR',
    doc: 'folder with cases/ and requirements/ (default: here or above)',
  },
  json: { kind: 'flag', doc: 'print machine-readable lines' },
  help: { kind: 'flag', doc: 'show this help' },
}

const ledger: { readonly [name: string]: OptionSpec } = {
  ledger: {
    kind: 'value',
    shows: 'URL',
    doc: 'ledger to use (default: .lvv/ledger.sqlite in the root)',
  },
}

const selection: { readonly [name: string]: OptionSpec } = {
  env: { kind: 'value', shows: 'NAME', doc: 'environment, a file of cases/environments/' },
  plan: { kind: 'value', shows: 'KEY', doc: 'campaign plan, a file of cases/plans/' },
  tag: { kind: 'values', shows: 'T', doc: 'live cases with this tag' },
  requirement: {
    kind: 'values',
    shows: 'ID',
    doc: 'live cases that verify this requirement or element',
  },
  input: {
    kind: 'values',
    shows: 'k=v',
    doc: 'override a default input of precursors; the run then earns no credit',
  },
}

/** All commands, in the order in which help shows them. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'run',
    summary: 'run cases and record what was found',
    takes: '[KEY|PATH|ALIAS…]',
    positionals: [0, any],
    options: {
      ...selection,
      workers: { kind: 'value', shows: 'N', doc: 'executions at once (default: cpus)' },
      from: { kind: 'value', shows: 'ROW', doc: 'repeat a case of the last run from this row on' },
      resume: {
        kind: 'value',
        shows: 'RUN',
        doc: 'go on with a run that was interrupted or killed',
      },
      rerun: {
        kind: 'value',
        shows: 'failed|blocked|outdated',
        doc: 'failed, blocked: add attempts to a run (--resume RUN; default: the last); outdated: a new run of what no longer holds',
      },
      again: {
        kind: 'flag',
        doc: 'with --resume, --rerun or --from: allow steps that must run once',
      },
      budget: {
        kind: 'value',
        shows: '30m',
        doc: 'take what is outdated, failed or oldest first and stop new starts in time',
      },
      'dry-run': { kind: 'flag', doc: 'show the plan and run nothing' },
      report: {
        kind: 'values',
        shows: 'FORMAT=PATH',
        doc: 'write a report, any format of lvv report: junit=FILE, json=FILE, html=DIR …',
      },
      verbose: { kind: 'flag', doc: 'show every row' },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/run.ts')).run,
  },
  {
    name: 'check',
    summary: 'find what is wrong in cases, requirements and environments',
    takes: '[PATH|KEY…]',
    positionals: [0, any],
    options: {
      detail: {
        kind: 'flag',
        doc: 'grade how much detail each script has, and say what to improve first',
      },
      verbose: { kind: 'flag', doc: 'with --detail: list every case, row and improvement' },
      ...common,
    },
    load: async () => (await import('#cli/commands/check.ts')).check,
  },
  {
    name: 'list',
    summary:
      'list cases, steps, precursors, requirements, elements, environments, plans, runs or snapshots',
    takes:
      'cases|steps|precursors|requirements|elements|environments|plans|runs|snapshots [FILTER]',
    positionals: [1, 2],
    options: { ...ledger, ...common },
    load: async () => (await import('#cli/commands/list.ts')).list,
  },
  {
    name: 'show',
    summary: 'show one case, precursor, step, requirement, element, run or execution',
    takes: 'KEY|STEP|RUN',
    positionals: [1, 1],
    options: { verbose: { kind: 'flag', doc: 'show every row' }, ...ledger, ...common },
    load: async () => (await import('#cli/commands/show.ts')).show,
  },
  {
    name: 'plan',
    summary: 'show what a run would execute, and what it would share',
    takes: '[KEY|PATH|ALIAS…]',
    positionals: [0, any],
    options: { ...selection, ...ledger, ...common },
    load: async () => (await import('#cli/commands/plan.ts')).plan,
  },
  {
    name: 'trace',
    summary: 'show what is verified, by what, with what margin, and what is missing',
    takes: '[KEY]',
    positionals: [0, 1],
    options: {
      release: { kind: 'value', shows: 'R', doc: 'release that coverage is of (default: newest)' },
      env: { kind: 'value', shows: 'NAME', doc: 'only results of this environment' },
      gaps: { kind: 'flag', doc: 'list every gap' },
      impact: { kind: 'value', shows: 'KEY', doc: 'what a change of this key would make outdated' },
      snapshot: { kind: 'value', shows: 'NAME', doc: 'freeze the model of today under a name' },
      diff: { kind: 'value', shows: 'A..B', doc: 'compare two snapshots; without B: with today' },
      'fail-on': {
        kind: 'value',
        shows: 'WHAT',
        doc: 'exit 1 on any of gaps,failures,outdated,pending',
      },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/trace.ts')).trace,
  },
  {
    name: 'diff',
    summary: 'compare two runs: verdicts, values, software',
    takes: 'RUN RUN',
    positionals: [2, 2],
    options: { ...ledger, ...common },
    load: async () => (await import('#cli/commands/diff.ts')).diff,
  },
  {
    name: 'record',
    summary: 'record what a person did for a row, thinks of a run, or knows of a failure',
    takes: 'RUN EXECUTION ROW | review RUN | explain RUN EXECUTION',
    positionals: [2, 3],
    options: {
      verdict: { kind: 'value', shows: 'pass|fail|blocked', doc: 'what the person found' },
      name: { kind: 'value', shows: 'NAME', doc: 'who did it' },
      role: { kind: 'value', shows: 'ROLE', doc: 'in which role' },
      note: { kind: 'value', shows: 'TEXT', doc: 'what was seen' },
      answer: { kind: 'values', shows: 'k=v', doc: 'what the row asks for; a file as k=@PATH' },
      report: {
        kind: 'values',
        shows: 'k=v',
        doc: 'report rows: document, revision, sha256, conclusion, author, reviewer',
      },
      disposition: {
        kind: 'value',
        shows: 'accept|reject',
        doc: 'review: what somebody other than the executor thinks of the run',
      },
      jira: { kind: 'value', shows: 'KEY', doc: 'explain: issue that tells more' },
      attempt: {
        kind: 'value',
        shows: 'N',
        doc: 'explain: the failed attempt (default: the last that failed)',
      },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/record.ts')).record,
  },
  {
    name: 'report',
    summary: 'write a report of a run, or of all that is verified',
    takes:
      'html|pdf|csv|xlsx|reqif|specification|test-report|control-document|baseline|markdown|github|badge|junit|json|trace|terminal',
    positionals: [1, 1],
    options: {
      out: { kind: 'value', shows: 'PATH', doc: 'file or folder to write; - is standard output' },
      run: { kind: 'value', shows: 'RUN', doc: 'number or last (default)' },
      release: { kind: 'value', shows: 'R', doc: 'release that coverage is of (default: newest)' },
      plan: {
        kind: 'value',
        shows: 'KEY',
        doc: 'test-report: plan of the campaign, whose newest run it is of',
      },
      labels: { kind: 'value', shows: '3.0|3.1', doc: 'documents: coverage labels of docsteady' },
      handle: {
        kind: 'value',
        shows: 'LDM-nnn',
        doc: 'documents: handle, where not the usual one',
      },
      'stand-alone': { kind: 'flag', doc: 'documents: compile without lsst-texmf' },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/report.ts')).report,
  },
  {
    name: 'import',
    summary: 'take in requirements, or results, that were written elsewhere',
    takes: 'requirements|results FILE…',
    positionals: [1, any],
    options: {
      document: {
        kind: 'value',
        shows: 'LSE-61',
        doc: 'requirements: document of what names none',
      },
      'dry-run': { kind: 'flag', doc: 'show the difference and write nothing' },
      'remove-gone': { kind: 'flag', doc: 'remove what the source no longer lists' },
      mend: { kind: 'flag', doc: 'mend text that was encoded twice' },
      again: { kind: 'flag', doc: 'results: take a file that was imported before' },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/import.ts')).importFile,
  },
  {
    name: 'schema',
    summary: 'write JSON Schemas, so that an editor completes case files',
    takes: '[DIR]',
    positionals: [0, 1],
    options: common,
    load: async () => (await import('#cli/commands/schema.ts')).schema,
  },
  {
    name: 'doctor',
    summary: 'say what this machine, root and environment lack',
    takes: '',
    positionals: [0, 0],
    options: {
      env: { kind: 'value', shows: 'NAME', doc: 'environment to look at' },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/doctor.ts')).doctor,
  },
  {
    name: 'verify-evidence',
    summary: 'find any change in the ledger, its seals and its evidence',
    takes: '[RUN]',
    positionals: [0, 1],
    options: { ...ledger, ...common },
    load: async () => (await import('#cli/commands/verify-evidence.ts')).verifyEvidence,
  },
  {
    name: 'prune',
    summary: 'remove evidence that no plan, snapshot or creditable execution needs',
    takes: '',
    positionals: [0, 0],
    options: {
      'older-than': { kind: 'value', shows: '30d', doc: 'keep what is younger (default 30d)' },
      'dry-run': { kind: 'flag', doc: 'say what would go and remove nothing' },
      ...ledger,
      ...common,
    },
    load: async () => (await import('#cli/commands/prune.ts')).prune,
  },
]

/** Commands that DESIGN names and a later version brings. */
export const laterCommands: readonly string[] = ['publish', 'serve', 'worker']
