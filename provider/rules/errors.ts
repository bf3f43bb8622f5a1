/** A failure that is the user's to mend, told in full by its message. */
export class ExpectedError extends Error {
  override readonly name = "AlgorithmiaError";
}

/**
 * A configuration that was created, after which a further step failed. The engine keeps the resource in the
 * state, and the next up goes on from there.
 *
 * Its `id` is how the host tells such an error from others; no other error of ours may have one.
 */
export class InitializationError extends ExpectedError {
  constructor(
    readonly id: string,
    readonly properties: object,
    reason: string,
  ) {
    super(reason);
    this.reasons = [reason];
  }

  reasons: string[];
}
