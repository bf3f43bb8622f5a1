import type { Cluster } from "./clusters";
import type { Outcome } from "./operate";

/** What a change of a cluster's state is told as. */
export interface Change {
  readonly cluster: Cluster;
  /** `undefined`: it has begun. */
  readonly outcome?: Outcome;
  readonly seconds: number;
}

export interface FleetOptions {
  /** How many clusters are operated on at once. */
  readonly parallel: number;
  readonly operate: (cluster: Cluster) => Promise<Outcome>;
  readonly onChange: (change: Change) => void;
  /** Once aborted, no further cluster is begun; those that have begun come to their end. */
  readonly signal: AbortSignal;
}

/** Operates on all clusters, a few at a time, and gives the last change of each that was begun. */
export async function runFleet(
  clusters: readonly Cluster[],
  { parallel, operate, onChange, signal }: FleetOptions,
): Promise<Change[]> {
  const waiting = [...clusters];
  const ended: Change[] = [];
  const worker = async (): Promise<void> => {
    for (let cluster = next(); cluster !== undefined; cluster = next()) {
      const started = performance.now();
      onChange({ cluster, seconds: 0 });
      const outcome = await operate(cluster);
      const change = { cluster, outcome, seconds: (performance.now() - started) / 1000 };
      ended.push(change);
      onChange(change);
    }
  };
  const next = (): Cluster | undefined => (signal.aborted ? undefined : waiting.shift());
  await Promise.all(Array.from({ length: parallel }, worker));
  return ended;
}
