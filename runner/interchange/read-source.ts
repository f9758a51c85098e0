import { extname } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'
import { readCsv } from './csv/read-csv.ts'
import { readJson } from './json/read-json.ts'
import type { ReadingContext } from './records/row.ts'
import { readReqif, readReqifz } from './reqif/read-reqif.ts'
import type { RequirementSet } from './requirement-set.ts'
import { decodeText } from './text/decode-text.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'
import { readYaml } from './yaml/read-yaml.ts'

/** A file that is to be imported. */
export interface SourceFile {
  /** As the user named it. */
  readonly file: string
  readonly bytes: Uint8Array
}

/** Reads a source by the end of its name. Throws `bad-input` for a file that cannot be read at all. */
export const readSource = async (
  { file, bytes }: SourceFile,
  context: ReadingContext,
): Promise<RequirementSet> => {
  const text = (): string => decodeText(bytes, file, context.findings)
  switch (extname(file).toLowerCase()) {
    case '.yaml':
    case '.yml':
      return readYaml(text(), file, context)
    case '.json':
      return readJson(text(), file, context)
    case '.csv':
    case '.tsv':
      return readCsv(text(), file, context)
    case '.xlsx':
      return readXlsx(bytes, file, context)
    case '.reqif':
      return readReqif(text(), file, context)
    case '.reqifz':
      return readReqifz(bytes, file, context)
    default:
      throw new HarnessError('bad-input', `nobody knows how to read ${file}`, {
        hint: 'Requirements are read from .yaml, .json, .csv, .xlsx, .reqif and .reqifz.',
      })
  }
}
