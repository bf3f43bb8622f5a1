import { isAlgorithmiaError } from "../client/errors/algorithmiaError";
import { ExpectedError, InitializationError } from "./rules/errors";
import { urnOf } from "./inputs/model";
import { outgoing } from "./run/outgoing";
import { reportingFor } from "./run/reporter";

/**
 * Wraps an operation as the host calls it. Its reports land on the row of the resource that owns the last
 * argument with an owner, and an expected error carries no stack.
 */
export function atEdge<Args extends unknown[], Result>(
  operation: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return (...args) =>
    reportingFor(urnIn(args), async () => {
      try {
        return await operation(...args);
      } catch (error) {
        throw cleaned(error);
      }
    });
}

// What an error says may hold what a server sent, whoever wrote the message.
function cleaned(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  error.message = outgoing.cleanMessage(error.message);
  if (error instanceof InitializationError) {
    error.reasons = error.reasons.map((reason) => outgoing.cleanMessage(reason));
  }
  if (isAlgorithmiaError(error) || error instanceof ExpectedError) {
    return quiet(error);
  }
  if (error.stack !== undefined) {
    error.stack = outgoing.cleanMessage(error.stack);
  }
  return error;
}

// The host prints `ERROR: STACK` beside what it answers, so the whole message would stand there twice.
function quiet(error: Error): Error {
  error.stack = "";
  // Configurable, since calls that share a list share the error that it failed with.
  Object.defineProperty(error, "toString", {
    value: () => "The error is on the resource's own row",
    configurable: true,
  });
  return error;
}

function urnIn(args: readonly unknown[]): string {
  for (const arg of args.toReversed()) {
    const urn = typeof arg === "object" && arg !== null ? urnOf(arg) : "";
    if (urn !== "") {
      return urn;
    }
  }
  return "";
}
