import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import type { ClusterClient } from "../../client/clusterClient";
import { type Connection, readConnection } from "../../client/connection";
import { ADOPT_VARIABLE } from "../rules/conflict";
import { ExpectedError } from "../rules/errors";
import { outgoing } from "./outgoing";
import { warnOfUnverifiedTls } from "./unverifiedTls";

type Reading = ReturnType<typeof readConnection>;

let config: ConfigureRequest["config"] | undefined;
let reading: Reading | undefined;
let client: ClusterClient | undefined;

/** Keeps what the engine configured the provider with. Waits for nothing: calls may come in before it ends. */
export function configure(request: ConfigureRequest): void {
  config = request.config;
  reading = undefined;
  client = undefined;
}

// The arguments of an explicit provider are for its cluster alone: no variable may send them elsewhere.
function environment(): NodeJS.ProcessEnv | undefined {
  return config?.get("algorithmia:explicit") === "true" ? undefined : process.env;
}

/**
 * A setting of the run. The environment overrides the config, also for resources with an explicit provider: it concerns
 * no connection, and errors ask for the variable.
 */
export function settingOfRun(key: string, variable: string): string | undefined {
  return process.env[variable] || config?.get(`algorithmia:${key}`);
}

/** The configurations that the user named for adoption in this run, besides what resources name themselves. */
export function adoptedInRun(): string[] {
  return (settingOfRun("adopt", ADOPT_VARIABLE) ?? "").split(",").map((id) => id.trim());
}

/** The connection to the cluster, or what is wrong with its settings. */
export function currentConnection(): Reading {
  reading ??= readConnection({
    config: (key) => config?.get(`algorithmia:${key}`),
    env: environment(),
  });
  return reading;
}

/** What tells which cluster a resource is on, and what of it nobody may see. */
export interface OnCluster {
  readonly apiUrl: string;
  readonly consumerKey?: string;
  readonly consumerSecret?: string | null;
}

/**
 * A client of the cluster that a configuration is on. The credential that is configured goes only to the
 * address that it was configured for, and what the client tells shows nothing of the configuration's consumer.
 */
export async function clientFor({ apiUrl, consumerKey, consumerSecret }: OnCluster): Promise<ClusterClient> {
  const connection = requireConnection();
  if (connection.apiUrl !== apiUrl) {
    throw new ExpectedError(
      `This configuration is on the cluster ${apiUrl}, but the address and credential configured now are for ` +
        `${connection.apiUrl}, and a credential is never sent anywhere else. Set algorithmia:apiUrl and ` +
        `algorithmia:apiKey (or ALGORITHMIA_API and ALGORITHMIA_API_KEY) to those of ${apiUrl} and run again.`,
    );
  }
  if (client === undefined) {
    // Loaded only here: check and diff need no HTTP client.
    const { createClusterClient } = await import("../../client/clusterClient");
    const { clientEvents } = await import("./clientEvents");
    await warnOfUnverifiedTls(connection.baseUrl);
    client ??= createClusterClient(connection, clientEvents, { redactor: outgoing });
  }
  client.guard(consumerKey ?? "", consumerSecret ?? "");
  return client;
}

/** The connection, or an error that lists what is wrong with its settings. */
export function requireConnection(): Connection {
  const current = currentConnection();
  if ("failures" in current) {
    throw new ExpectedError(
      [
        "The connection to the cluster is not configured:",
        ...current.failures.map((f) => `${f.setting} ${f.reason}`),
      ].join("\n"),
    );
  }
  return current.connection;
}
