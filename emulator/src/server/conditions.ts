import type { z } from "zod";

import { FaultQueue } from "../faults/queue";
import { RequestLog } from "./requestLog";

/** Changes of a service's quirks. A quirk that isn't set keeps its value. */
export type Changes<Quirks> = { [Name in keyof Quirks]?: Quirks[Name] | undefined };

/** The settings that decide how requests to a service are served, and the log of requests. Kept in memory only. */
export class Conditions<Quirks> {
  readonly faults = new FaultQueue();
  readonly log = new RequestLog();
  latencyMs = 0;
  #quirks: Quirks;
  readonly #startQuirks: Quirks;

  constructor(
    private readonly schema: z.ZodType<Quirks>,
    defaults: Quirks,
    changes: Changes<Quirks> = {},
  ) {
    this.#quirks = defaults;
    this.changeQuirks(changes);
    this.#startQuirks = this.#quirks;
  }

  get quirks(): Readonly<Quirks> {
    return this.#quirks;
  }

  /** Throws if a value isn't valid. */
  changeQuirks(changes: Changes<Quirks>): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    this.#quirks = this.schema.parse({ ...this.#quirks, ...Object.fromEntries(given) });
  }

  reset(): void {
    this.faults.clear();
    this.log.clear();
    this.latencyMs = 0;
    this.#quirks = this.#startQuirks;
  }
}
