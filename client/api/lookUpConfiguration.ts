import { isAlgorithmiaError } from "../errors/algorithmiaError";
import { isGone } from "../errors/apiError";
import type { Clean } from "../redact/redactor";
import type { HostUrls } from "../wire/hostUrls";
import type { ScmConfiguration } from "../wire/model";
import type { ClusterClient } from "./clusterClient";

/** Selects a configuration: by its id, or by its provider and consumer key. */
export type ConfigurationQuery = Readonly<Record<"id" | "provider" | "consumerKey", string | undefined>>;

/** A configuration as a lookup returns it. Properties that the cluster doesn't return are `null`. */
export interface LookedUpConfiguration {
  readonly id: string;
  readonly provider: string;
  readonly name: string | null;
  readonly enabled: boolean | null;
  readonly isDefault: boolean | null;
  readonly urls: HostUrls | null;
}

/** A lookup that can't succeed as it is: the arguments, or what the cluster has, must change. */
export class LookupError extends Error {
  override readonly name = "LookupError";
}

/** Validates what a program passes: plain JavaScript can pass any value, and an output can resolve to an empty one. */
export function parseQuery(args: object): ConfigurationQuery {
  const { id, provider, consumerKey } = args as ConfigurationQuery;
  const isGiven = (value: unknown): boolean => typeof value === "string" && value !== "";
  if (id === undefined ? isGiven(provider) && isGiven(consumerKey) : isGiven(id)) {
    return { id, provider, consumerKey };
  }
  throw new LookupError(
    "getScmConfiguration requires either id, or both provider and consumerKey. Empty values aren't accepted.",
  );
}

/** Looks up one configuration. Fails with a {@link LookupError} if the cluster has none or more than one. */
export async function lookUpConfiguration(
  client: ClusterClient,
  query: ConfigurationQuery,
  apiUrl: string,
  clean: Clean,
): Promise<LookedUpConfiguration> {
  try {
    return lookedUp(await findConfiguration(client, query, apiUrl, clean));
  } catch (error) {
    if (isGone(error)) {
      const message =
        `The cluster ${apiUrl} has no SCM configuration with the id "${query.id}" (error 4009). ` +
        `Check the id, and whether this is the right cluster.`;
      throw new LookupError(message, { cause: error });
    }
    throw isAlgorithmiaError(error) || error instanceof RangeError
      ? new LookupError(error.message, { cause: error })
      : error;
  }
}

export function lookedUp(found: ScmConfiguration): LookedUpConfiguration {
  return {
    id: found.id,
    provider: found.provider,
    name: found.name ?? null,
    enabled: found.enabled ?? null,
    isDefault: found.isDefault ?? null,
    urls: found.urls ?? null,
  };
}

async function findConfiguration(
  client: ClusterClient,
  { id, provider, consumerKey }: ConfigurationQuery,
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
    throw new LookupError(
      `The cluster ${apiUrl} has ${what} of ${provider} with this consumer key${ids}. Look it up by id instead. ` +
        `Some clusters list configurations without their key. Those can only be found by id.`,
    );
  }
  return only;
}
