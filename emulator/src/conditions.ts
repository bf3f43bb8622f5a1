import { FaultQueue } from "./faults/queue";
import { RequestLog } from "./server/request-log";

/** What the conditions are that requests are served under. None of it outlives the process. */
export class Conditions<Quirks> {
  readonly faults = new FaultQueue();
  readonly log = new RequestLog();
  quirks: Quirks;
  latencyMs = 0;

  constructor(private readonly startQuirks: Quirks) {
    this.quirks = startQuirks;
  }

  reset(): void {
    this.faults.clear();
    this.log.clear();
    this.quirks = this.startQuirks;
    this.latencyMs = 0;
  }
}
