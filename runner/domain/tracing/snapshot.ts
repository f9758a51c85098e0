/** A model of everything held and found, frozen under a name: what `lvv trace --diff` compares. */
export interface Snapshot {
  readonly name: string
  /** When it was taken; ISO 8601, UTC. */
  readonly at: string
  readonly release?: string
  /** Of the model's JSON in the evidence store. */
  readonly sha256: string
}
