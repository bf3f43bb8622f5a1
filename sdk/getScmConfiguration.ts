import * as pulumi from "@pulumi/pulumi";
import type { ClusterClient } from "../client/clusterClient";
import type { ScmConfiguration } from "../client/model";
import type { ScmUrls } from "./bitbucketCloudScmConfiguration";
import type { Provider } from "./provider";

/** Which configuration to look up: by its id, or by its provider and the key of its OAuth consumer. */
export type GetScmConfigurationArgs =
  | {
      /** Id of the configuration on the cluster. */
      readonly id: string;
    }
  | {
      /** What the cluster's API calls `provider`, such as `bitbucket-cloud` or `github`. */
      readonly provider: string;
      /** Key of the OAuth consumer (`client_id`). */
      readonly consumerKey: string;
    };

/** A configuration as the cluster has it. What the cluster does not tell is `null`. */
export interface GetScmConfigurationResult {
  /** What API users pass when they create an algorithm. */
  readonly id: string;
  /** What the cluster's API calls `provider`. */
  readonly provider: string;
  /** What users see; clusters often say the web URL where nobody gave a name. */
  readonly name: string | null;
  /** Whether users can choose it for new algorithms. */
  readonly enabled: boolean | null;
  /** Whether it is the cluster's default. */
  readonly isDefault: boolean | null;
  /** Where the cluster reaches the host. */
  readonly urls: ScmUrls | null;
}

/**
 * Looks up a configuration of any provider on the stack's cluster, when the program runs: at preview too.
 *
 * Rejects where there is none, or more than one, and with the client's errors: 2001 and 2002 for the credential, 4009 for
 * an id that the cluster doesn't know (OpenAPI 1.5.1, `getScm` and `listScms`).
 *
 * @param args - The id, or provider and consumer key.
 */
export async function getScmConfiguration(args: GetScmConfigurationArgs): Promise<GetScmConfigurationResult> {
  const config = new pulumi.Config("algorithmia");
  return lookUp(args, (key) => config.get(key), process.env);
}

/**
 * {@link getScmConfiguration} for arguments that may be outputs, and on the cluster of a {@link Provider}.
 * Unknown at preview where an argument is.
 *
 * @param args - The id, or provider and consumer key.
 * @param opts - `provider`: the connection to the cluster; the stack's own if left out.
 */
export function getScmConfigurationOutput(
  args: pulumi.Input<{ [K in "id" | "provider" | "consumerKey"]?: pulumi.Input<string> }>,
  opts: { provider?: Provider } = {},
): pulumi.Output<GetScmConfigurationResult> {
  const connection = opts.provider?.__connection;
  return pulumi
    .all([pulumi.output(args), connection])
    .apply(([known, settings]) =>
      settings === undefined
        ? getScmConfiguration(known as GetScmConfigurationArgs)
        : lookUp(known as GetScmConfigurationArgs, (key) => settings[`algorithmia:${key}`], {}),
    );
}

async function lookUp(
  args: GetScmConfigurationArgs,
  config: (key: string) => string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<GetScmConfigurationResult> {
  // Loaded only by programs that look something up.
  const [{ readConnection }, { createClusterClient }] = await Promise.all([
    import("../client/connection"),
    import("../client/clusterClient"),
  ]);
  const reading = readConnection({ config, env });
  if ("failures" in reading) {
    throw new Error(reading.failures.map(({ setting, reason }) => `${setting} ${reason}`).join("\n"));
  }
  const found = await find(createClusterClient(reading.connection), args, reading.connection.apiUrl);
  return {
    id: found.id,
    provider: found.provider,
    name: found.name ?? null,
    enabled: found.enabled ?? null,
    isDefault: found.isDefault ?? null,
    urls: found.urls ?? null,
  };
}

async function find(
  client: ClusterClient,
  args: GetScmConfigurationArgs,
  apiUrl: string,
): Promise<ScmConfiguration> {
  if ("id" in args) {
    return client.get(args.id);
  }
  const list = await client.list();
  const found = list.filter(
    ({ provider, clientId }) => provider === args.provider && clientId === args.consumerKey,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const what = found.length === 0 ? "no configuration" : `${found.length} configurations`;
    const ids = found.map(({ id }) => id).join(", ");
    throw new Error(
      `The cluster ${apiUrl} has ${what} of ${args.provider} with that consumer key${ids === "" ? "" : `: ${ids}`}. ` +
        `Look it up by id instead; one that the cluster shows without its key can only be found so.`,
    );
  }
  return only;
}
