import { isAlgorithmiaError } from "../client/errors/algorithmiaError";
import { ExpectedError } from "./expectedError";
import { reportingFor } from "./report";

/**
 * Wraps an operation as the host calls it. Its reports land on the row of the resource that owns the last
 * argument with an owner, and an expected error carries no stack.
 */
export function atEdge<Args extends unknown[], Result>(
  operation: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return (...args) =>
    reportingFor(ownerOf(args), async () => {
      try {
        return await operation(...args);
      } catch (error) {
        throw isAlgorithmiaError(error) || error instanceof ExpectedError ? quiet(error) : error;
      }
    });
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

function ownerOf(args: readonly unknown[]): string {
  for (const arg of args.toReversed()) {
    const owner = (arg as { __owner?: unknown } | null)?.__owner;
    if (typeof owner === "string") {
      return owner;
    }
  }
  return "";
}
