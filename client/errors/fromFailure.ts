import type { AttemptFailure } from "../transport/failure";
import type { Clean } from "../redact/redactor";
import type { AdviceContext } from "./advice";
import type { AlgorithmiaError, OperationFacts } from "./algorithmiaError";
import { ApiError } from "./apiError";
import { NetworkError } from "./networkError";
import { ResponseError } from "./responseError";

export interface ErrorContext extends AdviceContext {
  readonly clean: Clean;
}

/** The error that an operation ends with. */
export function errorFrom(
  facts: OperationFacts,
  failure: AttemptFailure,
  context: ErrorContext,
): AlgorithmiaError {
  switch (failure.kind) {
    case "api":
      return new ApiError(facts, failure, context);
    case "network":
      return new NetworkError(facts, failure, context);
    case "response":
      return new ResponseError(facts, failure, context);
  }
}

/** A failure in a few words, for progress and debug lines. */
export function inShort(failure: AttemptFailure, clean: Clean): string {
  switch (failure.kind) {
    case "api":
      return failure.code === undefined
        ? `status ${failure.status}`
        : `status ${failure.status}, code ${failure.code}`;
    case "network":
      return clean(`${failure.reason}: ${failure.detail}`, 200);
    case "response":
      return clean(`status ${failure.status}: ${failure.detail}`, 200);
  }
}
