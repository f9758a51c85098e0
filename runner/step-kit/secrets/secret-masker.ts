import type { Json } from '#domain/json.ts'

/** Hides the values of secrets, also where they were encoded: see `secretVariants`. */
export interface SecretMasker {
  /** True when there is nothing to hide: callers may then pass bytes through untouched. */
  readonly isEmpty: boolean
  /** Replaces every variant of every secret. Text without any is returned unchanged. */
  maskText(text: string): string
  /** Replaces in all strings and keys of plain data, and whole numbers of 8 digits or more that are a secret. */
  maskJson(value: Json): Json
  /** For text that comes in chunks: a secret that is cut by a chunk's end is found too. */
  maskStream(): StreamMasker<string>
  /** The same for bytes: what is not UTF-8 stays as it is. */
  maskBytes(): StreamMasker<Uint8Array>
}

/** Masks one stream. Every call gives what may be shown now. */
export interface StreamMasker<Chunk> {
  /** Holds back only what could be the beginning of a secret. */
  push(chunk: Chunk): Chunk
  /** The rest, at the end of the stream. */
  end(): Chunk
}
