import { resolve } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'
import { createEvidenceStore } from './evidence/evidence-store.ts'
import type { Ledger } from './ledger.ts'
import { openDatabase } from './sqlite/open-database.ts'
import { createSqliteLedger } from './sqlite/sqlite-ledger.ts'

/** Which ledger to open. */
export interface OpenLedgerOptions {
  /** `sqlite:PATH`, a path, or `:memory:`. */
  readonly url: string
  /** Folder of the evidence files; made at the first one. */
  readonly evidenceDir: string
  readonly now?: () => Date
  /** Most bytes of one evidence file; default 4 GiB. */
  readonly evidenceLimit?: number
  /** Milliseconds to wait for other processes that write; default 30 s. */
  readonly busyLimit?: number
}

/**
 * Opens a ledger; a SQLite file is made when it does not exist.
 * Throws HarnessError: `usage` for a URL it does not know, `ledger-version`, `ledger-damaged`, `ledger-busy`,
 * `disk-full`, `bad-input`.
 */
export const openLedger = async (options: OpenLedgerOptions): Promise<Ledger> => {
  const path = databasePath(options.url)
  const now = options.now ?? (() => new Date())
  const evidenceDir = resolve(options.evidenceDir)
  const limit = options.evidenceLimit ?? 4 * 2 ** 30
  return createSqliteLedger({
    db: await openDatabase(path),
    path,
    evidence: createEvidenceStore({ folder: evidenceDir, limit, now }),
    evidenceDir,
    busyLimit: options.busyLimit ?? 30_000,
    now,
  })
}

const databasePath = (url: string): string => {
  const path = url.replace(/^sqlite:(\/\/(?=\/))?/, '')
  const scheme = /^([a-z][a-z0-9+]+):/.exec(path)?.[1]
  if (scheme !== undefined) {
    const postgres = scheme === 'postgres' || scheme === 'postgresql'
    throw new HarnessError(
      'usage',
      postgres
        ? 'A ledger on PostgreSQL is not supported yet'
        : `The ledger "${scheme}:…" is of a kind that lvv does not know`,
      { hint: 'Name a file: --ledger sqlite:PATH.' },
    )
  }
  if (path === '') {
    throw new HarnessError('usage', 'The ledger URL names no file', {
      hint: 'Name a file: --ledger sqlite:PATH.',
    })
  }
  return path === ':memory:' ? path : resolve(path)
}
