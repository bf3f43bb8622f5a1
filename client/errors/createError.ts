import type { AttemptFailure } from "../transport/failure";
import type { Clean } from "../redact/redactor";
import type { AdviceContext } from "./advice";
import type { AlgorithmiaError, FailedOperation } from "./algorithmiaError";
import { ApiError } from "./apiError";
import { NetworkError } from "./networkError";
import { ResponseError } from "./responseError";

export interface ErrorContext extends AdviceContext {
  readonly clean: Clean;
}

/** Creates the error for the failure of an operation. */
export function createError(
  facts: FailedOperation,
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
