import { type Fault, faultSchema } from "../faults/model";
import type { Changes, Conditions } from "../server/conditions";
import type { RunningServer } from "../server/listen";
import type { RequestLog } from "../server/requestLog";

/** What a test sees of an emulated service and can do to its traffic. */
export interface EmulatedService<Quirks> {
  /** The service's address, without a path, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;

  readonly quirks: Readonly<Quirks>;
  /** Changes the quirks given and leaves the others. */
  setQuirks(changes: Changes<Quirks>): void;

  /** Orders a fault. Of several that match a request the earliest strikes. */
  injectFault(fault: Fault): void;
  clearFaults(): void;
  /** Lets each request wait that long first, as a network would. */
  setLatency(ms: number): void;

  /** The requests to the API in order of arrival; pages and the control API are left out. */
  readonly requests: RequestLog;
  /** How many connections were accepted so far. */
  readonly connections: number;
}

export class RunningService<Quirks> implements EmulatedService<Quirks> {
  constructor(
    private readonly conditions: Conditions<Quirks>,
    /** Fails until the service listens. */
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
