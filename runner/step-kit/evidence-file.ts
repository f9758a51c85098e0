import { z } from 'zod'
import { namedType } from './named-type.ts'

/** The type `core.File`: evidence of an earlier row, opened by `context.evidencePath`. */
export const evidenceFile = namedType(
  'core.File',
  z.object({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the content, lower-case hex'),
    name: z.string().describe('file name to show, without folders'),
    mediaType: z.string().describe('media type, `text/plain`'),
    size: z.int().nonnegative().describe('bytes'),
  }),
)
