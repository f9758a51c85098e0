import { HarnessError } from '#domain/harness-error.ts'
import { endedBy } from '#step-kit/ended-by.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import type { Outgoing } from './send-request.ts'

/** What happened to a request, for its error. */
export interface FailedRequest {
  readonly outgoing: Outgoing
  /** Number of tries. */
  readonly attempt: number
  readonly context: StepContext
}

/** The error of a request that got no answer: what failed, and what to do. */
export const transportProblem = (
  error: unknown,
  { outgoing, attempt, context }: FailedRequest,
): HarnessError => {
  const { code, message } = rootCause(error)
  const [what, hint] = explain(code, message)
  const { host } = new URL(outgoing.url)
  const tries = attempt > 1 ? ` (${attempt} tries)` : ''
  return new HarnessError(
    'service-unavailable',
    context.mask(
      `${context.label}: ${outgoing.method} ${shown(outgoing.url)}: ${what.replace('HOST', host)}${tries}.`,
    ),
    { hint, retryable: true },
  )
}

/** The error of a request that was ended by the row's time limit or an interrupt. */
export const unanswered = (url: string, { signal, mask }: StepContext): HarnessError =>
  endedBy(signal, mask(`${shown(url)} had not answered.`))

/** An address without user, password, and query: those may be secret. */
const shown = (url: string): string => {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

const rootCause = (error: unknown): { readonly code: string; readonly message: string } => {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0])
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  if (error.cause !== undefined) return rootCause(error.cause)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return { code, message: error.message }
}

const explain = (code: string, message: string): readonly [string, string] => {
  if (code === 'ECONNREFUSED') {
    return [
      'nothing listens at HOST',
      'Start the service, or mend its address in the environment file.',
    ]
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return ['the name of HOST cannot be resolved', 'Mend the address, or look at the network.']
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) {
    return [
      `TLS with HOST failed: ${message} (${code})`,
      'Trust its authority with NODE_EXTRA_CA_CERTS, or mend the certificate.',
    ]
  }
  if (/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code)) {
    return ['HOST closed the connection before it had answered', 'Look at the log of the service.']
  }
  if (/TIMEOUT|ETIMEDOUT/.test(code)) {
    return ['HOST did not answer in time', 'Look whether the service is up and reachable.']
  }
  return [
    `no answer from HOST: ${message}${code === '' ? '' : ` (${code})`}`,
    'Look whether the service is up.',
  ]
}
