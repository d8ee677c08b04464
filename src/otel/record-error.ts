import { type Span, SpanStatusCode } from '@opentelemetry/api';
import { ApplicationFailure, ApplicationFailureCategory } from '../client/index.js';

/**
 * Records an error on a span. A failure that its Workflow or Activity calls benign leaves the status unset, as upstream; here it may also be the cause
 * of what the client throws, for example of {@link WorkflowFailedError}.
 */
export function recordError(span: Span, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({
    code: isBenign(error) ? SpanStatusCode.UNSET : SpanStatusCode.ERROR,
    message: error instanceof Error ? error.message : String(error),
  });
}

function isBenign(error: unknown): boolean {
  const failure = error instanceof ApplicationFailure || !(error instanceof Error) ? error : error.cause;
  return failure instanceof ApplicationFailure && failure.category === ApplicationFailureCategory.BENIGN;
}
