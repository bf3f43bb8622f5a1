import type { ClusterClient } from "../../../client/api/clusterClient";
import { type Operation, operations } from "../../../client/wire/operations";
import type { Emulator } from "../../../emulator/src";
import { clientSecret, id, newConfiguration, urls } from "../support/fixtures";

/** An operation as the matrix runs it. */
export interface Tried {
  readonly operation: Operation;
  readonly writes: boolean;
  readonly configurationId: string | undefined;
  readonly call: (cluster: ClusterClient) => Promise<unknown>;
  /** Creates what the operation requires on the cluster. */
  readonly prepare: (emulator: Emulator) => void;
}

const existing = { id, clientId: newConfiguration.clientId, clientSecret, name: "Our Bitbucket", urls };

const calls: Readonly<Record<Operation, Tried["call"]>> = {
  list: (cluster) => cluster.list(),
  get: (cluster) => cluster.get(id),
  create: (cluster) => cluster.create(newConfiguration),
  update: (cluster) => cluster.update(id, { enabled: false }),
  delete: (cluster) => cluster.delete(id),
  setDefault: (cluster) => cluster.setDefault(id),
};

export const triedOperations: readonly Tried[] = (Object.keys(operations) as Operation[]).map(
  (operation) => ({
    operation,
    writes: operation !== "list" && operation !== "get",
    configurationId: operation === "list" ? undefined : id,
    call: calls[operation],
    prepare: (emulator) => {
      // The cluster deletes only disabled configurations.
      if (operation !== "create") emulator.seed({ ...existing, enabled: operation !== "delete" });
    },
  }),
);
