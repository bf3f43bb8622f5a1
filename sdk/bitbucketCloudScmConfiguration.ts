import * as pulumi from "@pulumi/pulumi";
import { hasPulumiType } from "./hasPulumiType";
import { warnAboutPlaintextCredentials } from "./plaintextCredentials";
import { optionsOf, propertiesOf, ScmConfigurationResource } from "./scmConfiguration";
import type { BitbucketCloudScmConfigurationArgs } from "./scmConfiguration";
import { assertProviderResolves, SERIALIZED_PROVIDER } from "./serializedProvider";
import { NATIVE_TYPE, DYNAMIC_TYPE } from "./resourceTypes";
import { createResourceUrn } from "./urn";

/**
 * An SCM configuration that connects Bitbucket Cloud to an Algorithmia Enterprise cluster as a source code host. In the
 * cluster's admin panel, configurations are under "Source Code Management".
 *
 * The provider reads the cluster's address and an admin's credential from the stack's config (`algorithmia:apiUrl`,
 * `algorithmia:apiKey`) or from the environment (`ALGORITHMIA_API`, `ALGORITHMIA_API_KEY`).
 *
 * @example Required inputs only
 * ```typescript
 * import * as pulumi from "@pulumi/pulumi";
 * import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia";
 *
 * const config = new pulumi.Config();
 * const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", {
 *   consumerKey: config.requireSecret("consumerKey"),
 *   consumerSecret: config.requireSecret("consumerSecret"),
 * });
 * export const callbackUrl = bitbucket.callbackUrl;
 * ```
 *
 * @example The cluster's default configuration, with an id and a name
 * ```typescript
 * new BitbucketCloudScmConfiguration("bitbucket", {
 *   consumerKey: config.requireSecret("consumerKey"),
 *   consumerSecret: config.requireSecret("consumerSecret"),
 *   configurationId: "bitbucket-cloud",
 *   name: "Data Science",
 *   isDefault: true,
 * });
 * ```
 */
export class BitbucketCloudScmConfiguration extends ScmConfigurationResource {
  /** @internal */
  static readonly __pulumiType: string = DYNAMIC_TYPE;

  /**
   * Declares a configuration.
   *
   * @param name - Unique name of the resource in the stack, not the configuration's name on the cluster.
   * @param args - The inputs.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: BitbucketCloudScmConfigurationArgs, opts?: pulumi.CustomResourceOptions) {
    assertProviderResolves();
    const hidden = {
      __urn: createResourceUrn(DYNAMIC_TYPE, name, opts?.parent),
      __provider: SERIALIZED_PROVIDER,
    };
    super(DYNAMIC_TYPE, name, { ...propertiesOf(args), ...hidden }, optionsOf(opts, NATIVE_TYPE));
    warnAboutPlaintextCredentials();
  }

  /**
   * Reads an existing configuration without managing it. Requires Pulumi's Node SDK 3.268 or newer. `consumerSecret` is
   * `null`.
   *
   * @param name - Unique name of the resource in the stack.
   * @param id - Id of the configuration on the cluster.
   * @param opts - Pulumi's options.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): BitbucketCloudScmConfiguration {
    return new BitbucketCloudScmConfiguration(name, {} as BitbucketCloudScmConfigurationArgs, {
      ...opts,
      id,
    });
  }

  /** Whether a value is a {@link BitbucketCloudScmConfiguration}, from any copy of this package. */
  static isInstance(value: unknown): value is BitbucketCloudScmConfiguration {
    return hasPulumiType(value, DYNAMIC_TYPE);
  }
}
