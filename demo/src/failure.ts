/** Something is not as the demo tells it; the message is for whoever watches. */
export class DemoFailure extends Error {
  override readonly name = "DemoFailure";
}

/** The demo was told to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(readonly signal: NodeJS.Signals) {
    super(`Stopped by ${signal}.`);
  }
}
