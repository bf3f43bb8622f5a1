import type { Tried } from "./operations";
import type { Expected, Fault } from "./faults";
import type { Reach } from "./faultProxy";

export const MAX_RETRIES = 2;

/** One cell of the matrix: an operation with a fault. */
export interface Cell {
  readonly tried: Tried;
  readonly fault: Fault;
  readonly reach: Reach;
  readonly committed: boolean;
}

/** The expected result of a cell: the operation's own result, or one error. */
export type Ending = "success" | Expected;

/** The cells of an operation with a fault. */
export function cellsOf(tried: Tried, fault: Fault): Cell[] {
  const reaches: readonly Reach[] =
    typeof fault.strikes === "function"
      ? tried.writes
        ? ["first", "own", "all"]
        : ["first", "own"]
      : fault.strikes === "connection"
        ? ["first", "all"]
        : ["all"];
  const mayCommit = tried.writes && fault.unclear && typeof fault.strikes === "function";
  return reaches.flatMap((reach) =>
    (mayCommit ? [false, true] : [false]).map((committed) => ({ tried, fault, reach, committed })),
  );
}

/** The expected result of each cell, independent of the client's code. */
export function endingOf({ tried, fault, reach, committed }: Cell): Ending {
  const { operation, writes } = tried;
  const own = typeof fault.error === "function" ? fault.error(operation) : fault.error;
  const error = (attempts: number, ambiguousOutcome: boolean, retryStopReason?: RegExp): Ending => ({
    ...own,
    attempts,
    ambiguousOutcome,
    retryStopReason,
  });
  const exhausted = new RegExp(`^gave up after ${MAX_RETRIES} retries$`);
  const all = reach === "all";

  if (!writes) {
    if (!fault.repeats) return error(1, false, fault.retryStopReason);
    return reach === "first" ? "success" : error(1 + MAX_RETRIES, false, exhausted);
  }
  const answersSuccess = fault.unclear && !fault.repeats && fault.retryStopReason === undefined;
  if (answersSuccess) {
    // The response is invalid, so the client reads the configuration.
    return committed && !all ? "success" : error(2, all);
  }
  if (operation === "create" && fault.unclear)
    return createEnding({ fault, reach, committed }, error, exhausted);
  if (!fault.repeats) return error(1, fault.unclear, fault.retryStopReason);
  if (reach !== "first") return error(1 + MAX_RETRIES, fault.unclear, exhausted);
  return operation === "delete" && committed ? gone : "success";
}

/** The client never repeats a create before it reads whether the configuration exists. */
function createEnding(
  { fault, reach, committed }: Pick<Cell, "fault" | "reach" | "committed">,
  error: (attempts: number, ambiguousOutcome: boolean, retryStopReason?: RegExp) => Ending,
  exhausted: RegExp,
): Ending {
  if (!fault.repeats) {
    if (reach === "all") return error(2, true, fault.retryStopReason);
    return committed ? "success" : error(2, false, fault.retryStopReason);
  }
  // The last request is only a read.
  if (reach === "all") return error(2 + MAX_RETRIES, true, exhausted);
  if (committed) return "success";
  return reach === "first" ? "success" : error(2 * (1 + MAX_RETRIES), false, exhausted);
}

/** The provider treats a missing configuration as deleted. */
const gone: Expected = {
  name: "ApiError",
  status: 404,
  code: 4009,
  codeName: "ScmConfigurationNotFound",
  attempts: 2,
  ambiguousOutcome: false,
  retryStopReason: undefined,
  advice: /deleted outside Pulumi/,
};
