import * as pulumi from "@pulumi/pulumi";
import type { ClusterClient } from "../client/api/clusterClient";
import type { ScmConfiguration } from "../client/wire/model";
import type { Clean } from "../client/redact/redactor";
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
 * Rejects with a `pulumi.RunError`, which the CLI prints without a stack trace, if the cluster has no such configuration or
 * more than one, or if the request fails. If the cluster answered with a code (OpenAPI 1.5.1, `getScm` and `listScms`), the
 * error's `cause` has it as `code`: 2001 or 2002 for the credential, 4009 for an id that doesn't exist.
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
        : lookUp(known as GetScmConfigurationArgs, (key) => settings[`algorithmia:${key}`], undefined),
    );
}

async function lookUp(
  args: GetScmConfigurationArgs,
  config: (key: string) => string | undefined,
  env: NodeJS.ProcessEnv | undefined,
): Promise<GetScmConfigurationResult> {
  const query = queryFrom(args);
  // Loaded only by programs that look something up.
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

// Plain JavaScript may pass anything, and an output may turn out to be empty.
function queryFrom(args: GetScmConfigurationArgs): Query {
  const { id, provider, consumerKey } = args as Query;
  const isGiven = (value: unknown): boolean => typeof value === "string" && value !== "";
  if (id === undefined ? isGiven(provider) && isGiven(consumerKey) : isGiven(id)) {
    return { id, provider, consumerKey };
  }
  throw new pulumi.RunError(
    "getScmConfiguration requires id, or provider and consumerKey, none of them empty.",
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
      `The cluster ${apiUrl} has ${what} of ${provider} with that consumer key${ids}. Look it up by id instead. ` +
        `A configuration that the cluster lists without its key can only be found by id.`,
    );
  }
  return only;
}

// A stack trace leads nowhere for what is no fault of the program's code; for anything else it's kept.
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
