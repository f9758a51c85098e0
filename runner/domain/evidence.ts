/** A file kept as evidence, named by its content. This is also the value of type `core.File`. */
export interface EvidenceRef {
  /** SHA-256 of the content, lower-case hex. */
  readonly sha256: string
  /** File name to show, without folders. */
  readonly name: string
  /** `text/plain`, `application/vnd.apache.parquet`, … */
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
}
