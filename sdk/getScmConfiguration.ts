import * as pulumi from "@pulumi/pulumi";
import type { ClusterClient } from "../client/api/clusterClient";
import type { ScmConfiguration } from "../client/wire/model";
import type { Clean } from "../client/redact/redactor";
import type { ScmUrls } from "./bitbucketCloudScmConfiguration";
import type { Provider } from "./provider";

/** Selects a configuration: by its id, or by its provider and the key of its OAuth consumer. */
export type GetScmConfigurationArgs =
  | {
      /** Id of the configuration on the cluster. */
      readonly id: string;
    }
  | {
      /** `provider` in the cluster's API, such as `bitbucket-cloud` or `github`. */
      readonly provider: string;
      /** Key of the OAuth consumer (`client_id`). */
      readonly consumerKey: string;
    };

/** A configuration on the cluster. Properties that the cluster doesn't return are `null`. */
export interface GetScmConfigurationResult {
  /** Id of the configuration. API users pass the id when they create an algorithm. */
  readonly id: string;
  /** `provider` in the cluster's API. */
  readonly provider: string;
  /** Display name. If no name was set, the cluster may return the web URL. */
  readonly name: string | null;
  /** Whether users can select the configuration for new algorithms. */
  readonly enabled: boolean | null;
  /** Whether the configuration is the cluster's default. */
  readonly isDefault: boolean | null;
  /** The addresses at which the cluster reaches the host. */
  readonly urls: ScmUrls | null;
}

/**
 * Looks up a configuration of any provider on the stack's cluster while the program runs, also at preview.
 *
 * Rejects with a `pulumi.RunError`, which the CLI prints without a stack trace, if the cluster has no such
 * configuration or more than one, or if the request fails. If the response has an error code (OpenAPI 1.5.1, `getScm`
 * and `listScms`), the error's `cause` has the code as `code`: 2001 or 2002 for the credential, 4009 for an id that
 * doesn't exist.
 *
 * @param args - The id, or provider and consumer key.
 */
export async function getScmConfiguration(args: GetScmConfigurationArgs): Promise<GetScmConfigurationResult> {
  const config = new pulumi.Config("algorithmia");
  return lookUp(args, (key) => config.get(key), process.env);
}

/**
 * Like {@link getScmConfiguration}, but accepts outputs as arguments and a {@link Provider}. The result is unknown at
 * preview if an argument is unknown.
 *
 * @param args - The id, or provider and consumer key.
 * @param opts - `provider`: the connection to the cluster. Default: the stack's connection.
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
        : lookUp(known as GetScmConfigurationArgs, (key) => settings[`algorithmia:${key}`], undefined),
    );
}

async function lookUp(
  args: GetScmConfigurationArgs,
  config: (key: string) => string | undefined,
  env: NodeJS.ProcessEnv | undefined,
): Promise<GetScmConfigurationResult> {
  const query = queryFrom(args);
  // Loaded on first use, because most programs don't look up configurations.
  const [{ readConnection }, { createClusterClient }, { createRedactor }] = await Promise.all([
    import("../client/connection/connection"),
    import("../client/api/clusterClient"),
    import("../client/redact/redactor"),
  ]);
  const reading = readConnection({ config, env });
  if ("failures" in reading) {
    const lines = reading.failures.map(({ setting, reason }) => `${setting} ${reason}`);
    throw new pulumi.RunError(lines.join("\n"));
  }
  const { apiUrl, credential } = reading.connection;
  const client = createClusterClient(reading.connection);
  const { clean } = createRedactor([credential.token, query.consumerKey ?? ""]);
  const found = await find(client, query, apiUrl, clean).catch(async (error: unknown) => {
    throw await toRunError(error, query, apiUrl);
  });
  return {
    id: found.id,
    provider: found.provider,
    name: found.name ?? null,
    enabled: found.enabled ?? null,
    isDefault: found.isDefault ?? null,
    urls: found.urls ?? null,
  };
}

type Query = Readonly<Record<"id" | "provider" | "consumerKey", string | undefined>>;

// Plain JavaScript can pass any value, and an output can resolve to an empty one.
function queryFrom(args: GetScmConfigurationArgs): Query {
  const { id, provider, consumerKey } = args as Query;
  const isGiven = (value: unknown): boolean => typeof value === "string" && value !== "";
  if (id === undefined ? isGiven(provider) && isGiven(consumerKey) : isGiven(id)) {
    return { id, provider, consumerKey };
  }
  throw new pulumi.RunError(
    "getScmConfiguration requires either id, or both provider and consumerKey. Empty values aren't accepted.",
  );
}

async function find(
  client: ClusterClient,
  { id, provider, consumerKey }: Query,
  apiUrl: string,
  clean: Clean,
): Promise<ScmConfiguration> {
  if (id !== undefined) {
    return client.get(id);
  }
  const list = await client.list();
  const found = list.filter((each) => each.provider === provider && each.clientId === consumerKey);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const what = found.length === 0 ? "no configuration" : `${found.length} configurations`;
    const ids = found.length === 0 ? "" : `: ${clean(found.map((each) => each.id).join(", "), 1000)}`;
    throw new pulumi.RunError(
      `The cluster ${apiUrl} has ${what} of ${provider} with this consumer key${ids}. Look it up by id instead. ` +
        `Some clusters list configurations without their key. Those can only be found by id.`,
    );
  }
  return only;
}

// An expected error needs no stack trace, because the program's code isn't its cause.
async function toRunError(error: unknown, { id }: Query, apiUrl: string): Promise<unknown> {
  const [{ isGone }, { isAlgorithmiaError }] = await Promise.all([
    import("../client/errors/apiError"),
    import("../client/errors/algorithmiaError"),
  ]);
  if (isGone(error)) {
    const message =
      `The cluster ${apiUrl} has no SCM configuration with the id "${id}" (error 4009). ` +
      `Check the id, and whether this is the right cluster.`;
    return new pulumi.RunError(message, { cause: error });
  }
  return isAlgorithmiaError(error) || error instanceof RangeError
    ? new pulumi.RunError(error.message, { cause: error })
    : error;
}
