import { Controls } from "./control/controls";
import type { Emulator, EmulatorOptions } from "./handle";
import { openParts } from "./parts";
import { RunningBitbucket, RunningEmulator } from "./running";
import { front } from "./server/front";
import { listen, type Listening } from "./server/listen";
import { bitbucketSurface, clusterSurface, type Surface } from "./surfaces";

/**
 * Starts an emulator of an Algorithmia Enterprise cluster's SCM administration, and beside it a stand-in for
 * Bitbucket Cloud's OAuth side.
 *
 * @example
 * ```ts
 * const emulator = await startEmulator();
 * const answer = await fetch(`${emulator.url}/v1/scms`, {
 *   headers: { authorization: `Simple ${emulator.apiKey}` },
 * });
 * await emulator.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = "127.0.0.1", port = 0, bitbucketPort = 0, hostNames = [], tls } = options;
  const parts = openParts(options);
  const closing = new AbortController();
  const servers: Listening[] = [];
  const shutDown = async () => {
    closing.abort();
    await Promise.all(servers.map((server) => server.close()));
    parts.database.close();
  };
  const start = async (onPort: number, surface: Surface): Promise<Listening> => {
    const fetch = front({ ...surface, hostNames, closing: closing.signal });
    const server = await listen({ host, port: onPort, tls, fetch });
    servers.push(server);
    return server;
  };
  try {
    const bitbucketServer = await start(bitbucketPort, bitbucketSurface(parts));
    let clusterUrl = "";
    const bitbucket = new RunningBitbucket(parts.bitbucket, bitbucketServer, () => clusterUrl);
    const cluster = await start(port, clusterSurface(parts, new Controls(parts, bitbucket)));
    clusterUrl = cluster.url;
    return new RunningEmulator(parts, cluster, bitbucket, shutDown);
  } catch (error) {
    await shutDown();
    throw error;
  }
}
