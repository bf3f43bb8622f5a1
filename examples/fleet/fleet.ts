import type { Cluster } from "./clusters";
import type { Outcome } from "./operate";

/** A change of a cluster's state, for reports. */
export interface Change {
  readonly cluster: Cluster;
  /** `undefined` if the operation has started and not ended. */
  readonly outcome?: Outcome;
  readonly seconds: number;
}

export interface FleetOptions {
  /** Maximum number of concurrent operations. */
  readonly parallel: number;
  readonly operate: (cluster: Cluster) => Promise<Outcome>;
  readonly onChange: (change: Change) => void;
  /** If aborted, no further operation starts. Running operations complete. */
  readonly signal: AbortSignal;
}

/** Operates on all clusters, and returns the last change of each cluster whose operation started. */
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
