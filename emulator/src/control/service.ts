import { type Fault, faultSchema } from "../faults/model";
import type { Changes, Conditions } from "../server/conditions";
import type { RunningServer } from "../server/listen";
import type { RequestLog } from "../server/requestLog";

/** An emulated service, as a test controls it. */
export interface EmulatedService<Quirks> {
  /** The service's address, without a path, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;

  readonly quirks: Readonly<Quirks>;
  /** Changes the given quirks and keeps the others. */
  setQuirks(changes: Changes<Quirks>): void;

  /** Injects a fault into the next matching requests. If several faults match a request, the oldest one applies. */
  injectFault(fault: Fault): void;
  clearFaults(): void;
  /** Delays each request by `ms` milliseconds. */
  setLatency(ms: number): void;

  /** The requests to the API in order of arrival, without those to pages and to the control API. */
  readonly requests: RequestLog;
  /** How many connections the server has accepted so far. */
  readonly connections: number;
}

export class RunningService<Quirks> implements EmulatedService<Quirks> {
  constructor(
    private readonly conditions: Conditions<Quirks>,
    /** Throws until the service listens. */
    private readonly server: () => RunningServer,
  ) {}

  get url(): string {
    return this.server().url;
  }

  get port(): number {
    return this.server().port;
  }

  get quirks(): Readonly<Quirks> {
    return this.conditions.quirks;
  }

  setQuirks(changes: Changes<Quirks>): void {
    this.conditions.changeQuirks(changes);
  }

  injectFault(fault: Fault): void {
    this.conditions.faults.add(faultSchema.parse(fault));
  }

  clearFaults(): void {
    this.conditions.faults.clear();
  }

  setLatency(ms: number): void {
    this.conditions.latencyMs = ms;
  }

  get requests(): RequestLog {
    return this.conditions.log;
  }

  get connections(): number {
    return this.server().connections();
  }
}
