import library, { type Builder } from 'junit-report-builder'
import { HarnessError } from '#domain/harness-error.ts'

/** A fresh builder. The library's types promise it as `default`, its code exports it as the module itself. */
export const newBuilder = (): Builder => {
  const exported: unknown = library
  if (isBuilder(exported)) return exported.newBuilder()
  throw new HarnessError('internal', 'junit-report-builder does not export a builder')
}

const isBuilder = (value: unknown): value is Builder =>
  typeof value === 'object' && value !== null && 'newBuilder' in value
