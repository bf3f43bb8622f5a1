import type { Existing } from "../inputs/model";

/** A failure that the user can fix, with a message that explains how. */
export class ProviderError extends Error {
  override readonly name: string = "ProviderError";
}

/** A create that succeeded and whose later step failed. The state must contain the configuration. */
export class InitializationError extends ProviderError {
  override readonly name = "InitializationError";

  constructor(
    readonly created: Existing & { readonly configurationId: string },
    reason: string,
  ) {
    super(reason);
  }
}
