import { core, type types } from "@pulumi/kubernetes";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { BitbucketCloudScmConfiguration } from "../sdk/bitbucketCloudScmConfiguration";

/** What {@link publishOutcome} publishes, and where. */
export interface OutcomeArgs {
  /** The configuration whose outcome it is. */
  configuration: BitbucketCloudScmConfiguration;
  /** Of the ConfigMap: its namespace, name, labels and so on. Without a name, Pulumi makes one up. */
  metadata: Input<types.input.meta.v1.ObjectMeta>;
}

/**
 * Publishes what other tools need of a configuration as a ConfigMap, with the keys `configurationId`, `apiUrl` and
 * `callbackUrl`. None of them is secret.
 *
 * @param name - Unique name of the ConfigMap's resource in the stack.
 * @param args - What, and where.
 * @param opts - Pulumi's options.
 *
 * @example
 * ```typescript
 * import { publishOutcome } from "pulumi-algorithmia/kubernetes";
 *
 * const configuration = new BitbucketCloudScmConfiguration("bitbucket", { consumerKey, consumerSecret });
 * publishOutcome("outcome", { configuration, metadata: { namespace: "algorithmia", name: "bitbucket" } });
 * ```
 */
export function publishOutcome(
  name: string,
  { configuration, metadata }: OutcomeArgs,
  opts?: CustomResourceOptions,
): core.v1.ConfigMap {
  const { id, apiUrl, callbackUrl } = configuration;
  return new core.v1.ConfigMap(name, { metadata, data: { configurationId: id, apiUrl, callbackUrl } }, opts);
}
