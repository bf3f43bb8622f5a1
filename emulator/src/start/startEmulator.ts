import { randomBytes } from "node:crypto";

import { bitbucketService } from "../bitbucket/service";
import { openBitbucket } from "../bitbucket/state";
import { clusterService } from "../cluster/service";
import { openCluster } from "../cluster/state";
import type { Emulator, EmulatorOptions } from "../control/emulator";
import { controlRoutes } from "../control/routes";
import { RunningBitbucket } from "../control/runningBitbucket";
import { RunningEmulator } from "../control/runningEmulator";
import { dispatcher, type Service } from "../server/dispatch";
import { listen, type RunningServer } from "../server/listen";
import { openDatabase } from "../storage/database";
import { Secrets } from "../storage/secrets";
import { Sql } from "../storage/sql";

/**
 * Starts an emulator of an Algorithmia Enterprise cluster's SCM administration, together with an emulator of
 * Bitbucket Cloud's OAuth side.
 *
 * @example
 * ```ts
 * const emulator = await startEmulator();
 * const response = await fetch(`${emulator.url}/v1/scms`, {
 *   headers: { authorization: `Simple ${emulator.apiKey}` },
 * });
 * await emulator.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = "127.0.0.1", port = 0, bitbucketPort = 0, hostNames = [], tls } = options;
  const { controlToken = randomBytes(24).toString("base64url") } = options;
  const database = openDatabase(options.dataDir);
  const sql = new Sql(database);
  const closing = new AbortController();
  const servers = new Map<"cluster" | "bitbucket", RunningServer>();
  const serverOf = (name: "cluster" | "bitbucket") => () => {
    const server = servers.get(name);
    if (server === undefined) throw new Error(`The emulated ${name} does not listen`);
    return server;
  };
  const shutDown = async () => {
    closing.abort();
    await Promise.all([...servers.values()].map((server) => server.close()));
    database.close();
  };
  const start = async (name: "cluster" | "bitbucket", onPort: number, service: Service) => {
    const handler = dispatcher(service, { hostNames, closing: closing.signal });
    servers.set(name, await listen({ host, port: onPort, tls, handler }));
  };
  try {
    const clusterState = openCluster(sql, new Secrets(sql), options);
    const bitbucketState = openBitbucket(sql);
    const bitbucket: RunningBitbucket = new RunningBitbucket(
      bitbucketState,
      serverOf("bitbucket"),
      () => emulator.url,
    );
    const emulator = new RunningEmulator(
      clusterState,
      bitbucket,
      controlToken,
      serverOf("cluster"),
      shutDown,
    );
    const cluster = clusterService(clusterState);
    const control = controlRoutes(emulator);
    await start("bitbucket", bitbucketPort, bitbucketService(bitbucketState));
    await start("cluster", port, {
      ...cluster,
      bypass: (path) => (path.startsWith("/emulator/") ? control.fetch : cluster.bypass(path)),
    });
    return emulator;
  } catch (error) {
    await shutDown();
    throw error;
  }
}
