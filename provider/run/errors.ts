import type { Existing } from "../inputs/model";

/** A failure that the user can fix; its message says how. */
export class ProviderError extends Error {
  override readonly name: string = "ProviderError";
}

/** A configuration that was created, after which a further step failed: it belongs into the state, with the error. */
export class InitializationError extends ProviderError {
  override readonly name = "InitializationError";

  constructor(
    readonly created: Existing & { readonly configurationId: string },
    reason: string,
  ) {
    super(reason);
  }
}
