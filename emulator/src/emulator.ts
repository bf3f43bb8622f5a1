import { isIPv6 } from "node:net";

import { clusterRoutes } from "./cluster/routes";
import { ScmService } from "./cluster/service";
import { Controls } from "./control/controls";
import { controlRoutes } from "./control/routes";
import type { Emulator, EmulatorOptions } from "./handle";
import { openParts, type Parts } from "./parts";
import { front } from "./server/front";
import { listen, type Listening } from "./server/listen";

/**
 * Starts an emulator of an Algorithmia Enterprise cluster's SCM administration.
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
  const { host = "127.0.0.1", port = 0, hostNames = [], tls } = options;
  const parts = openParts(options);
  const { conditions } = parts;
  const quirks = () => conditions.quirks;
  const closing = new AbortController();
  const cluster = clusterRoutes(new ScmService(parts.store, parts, quirks), quirks);
  const control = controlRoutes(new Controls(parts));
  try {
    const server = await listen({
      host,
      port,
      tls,
      fetch: front({
        cluster: (request, env) => cluster.fetch(request, env),
        control: (request, env) => control.fetch(request, env),
        conditions,
        hostNames,
        closing: closing.signal,
      }),
    });
    const url = `${tls === undefined ? "http" : "https"}://${isIPv6(host) ? `[${host}]` : host}:${server.address.port}`;
    return new RunningEmulator(parts, server, url, closing);
  } catch (error) {
    parts.database.close();
    throw error;
  }
}

class RunningEmulator extends Controls implements Emulator {
  readonly port: number;
  #closed: Promise<void> | undefined;

  constructor(
    parts: Parts,
    private readonly server: Listening,
    readonly url: string,
    private readonly closing: AbortController,
  ) {
    super(parts);
    this.port = server.address.port;
  }

  get connections(): number {
    return this.server.connections();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.closing.abort();
    await this.server.close();
    this.parts.database.close();
  }
}
