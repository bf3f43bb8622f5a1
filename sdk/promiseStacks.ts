/** Stack traces, while a resource is made without them. */
export interface SuspendedStacks {
  /** Makes an error fit to be thrown: without a stack of its own, it gets that of who called `constructor`. */
  readonly givenTo: (error: unknown, constructor: object) => unknown;
  readonly resume: () => void;
}

/**
 * Spares a resource what Pulumi's SDK does for the debugging of promises: it records a stack for each of four promises of
 * each output, and formats it through source maps at once. Of an `up` that changes nothing, of 300 resources, that is
 * more than a quarter (docs/performance.md). It shows them with `PULUMI_DEBUG_PROMISE_LEAKS`, with which they stay.
 *
 * Where the program declares a resource is still recorded: for that, the SDK sets a limit of its own.
 *
 * @internal
 */
export function suspendPromiseStacks(env: NodeJS.ProcessEnv = process.env): SuspendedStacks {
  const limit = Error.stackTraceLimit;
  // Not by assignment, which throws where a process has frozen what is built in.
  const resume = (): void => void Reflect.set(Error, "stackTraceLimit", limit);
  if (!env["PULUMI_DEBUG_PROMISE_LEAKS"]) Reflect.set(Error, "stackTraceLimit", 0);
  return {
    givenTo: (error, constructor) => {
      resume();
      if (error instanceof Error && !/^\s+at /m.test(error.stack ?? "")) {
        Error.captureStackTrace(error, constructor as () => void);
      }
      return error;
    },
    resume,
  };
}
