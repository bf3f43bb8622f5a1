import { BITBUCKET_STYLE } from "./bitbucket/errors";
import { bitbucketRoutes } from "./bitbucket/routes";
import { TokenService } from "./bitbucket/tokens";
import { clusterStyle } from "./cluster/answers";
import { clusterRoutes } from "./cluster/routes";
import { ScmService } from "./cluster/service";
import { Controls } from "./control/controls";
import { controlRoutes } from "./control/routes";
import type { Emulator, EmulatorOptions } from "./handle";
import { openParts, type Parts } from "./parts";
import { RunningBitbucket, RunningEmulator } from "./running";
import { type Fetch, front, type FrontParts } from "./server/front";
import { listen, type Listening } from "./server/listen";

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

type Surface = Pick<FrontParts, "emulated" | "beside" | "conditions" | "style">;

function clusterSurface(parts: Parts, controls: Controls): Surface {
  const { conditions, store } = parts;
  const quirks = () => conditions.quirks;
  const cluster = clusterRoutes(new ScmService(store, parts, quirks), quirks);
  const control: Fetch = controlRoutes(controls).fetch;
  return {
    emulated: cluster.fetch,
    beside: (pathname) => (pathname.startsWith("/emulator/") ? control : undefined),
    conditions,
    style: () => clusterStyle(quirks()),
  };
}

function bitbucketSurface({ bitbucket: { conditions, directory, grants } }: Parts): Surface {
  const bitbucket = bitbucketRoutes(new TokenService(directory, grants, () => conditions.quirks));
  return {
    emulated: bitbucket.fetch,
    beside: () => undefined,
    conditions,
    style: () => BITBUCKET_STYLE,
  };
}
