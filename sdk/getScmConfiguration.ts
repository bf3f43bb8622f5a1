import * as pulumi from "@pulumi/pulumi";
import type { ScmUrls } from "./scmConfiguration";
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
  // Loaded on first use, because most programs don't look up configurations.
  const [
    { readConnection },
    { createClusterClient },
    { createRedactor },
    { lookUpConfiguration, LookupError, parseQuery },
  ] = await Promise.all([
    import("../client/connection/connection"),
    import("../client/api/clusterClient"),
    import("../client/redact/redactor"),
    import("../client/api/lookUpConfiguration"),
  ]);
  try {
    const query = parseQuery(args);
    const reading = readConnection({ config, env });
    if ("failures" in reading) {
      throw new LookupError(reading.failures.map(({ setting, reason }) => `${setting} ${reason}`).join("\n"));
    }
    const { apiUrl, credential } = reading.connection;
    const { clean } = createRedactor([credential.token, query.consumerKey ?? ""]);
    return await lookUpConfiguration(createClusterClient(reading.connection), query, apiUrl, clean);
  } catch (error) {
    // Such an error needs no stack trace, because the program's code isn't its cause.
    throw error instanceof LookupError ? new pulumi.RunError(error.message, { cause: error.cause }) : error;
  }
}
