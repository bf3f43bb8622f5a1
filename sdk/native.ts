/**
 * The resources and functions of `pulumi-algorithmia` through the native provider plugin.
 *
 * The classes have the same arguments and outputs as those of `pulumi-algorithmia`. The plugin adds import, detailed diffs and
 * lookups that other languages have too. It needs an entry in `Pulumi.yaml`, which names the plugin of this package:
 *
 * ```yaml
 * plugins:
 *   providers:
 *     - name: algorithmia
 *       path: node_modules/pulumi-algorithmia/plugin
 * ```
 *
 * @module pulumi-algorithmia/native
 */

import * as pulumi from "@pulumi/pulumi";
import type { GetScmConfigurationArgs, GetScmConfigurationResult } from "./getScmConfiguration";
import { hasPulumiType } from "./hasPulumiType";
import { SECRET_SETTINGS } from "./provider";
import type { ProviderArgs } from "./provider";
import { DYNAMIC_TYPE, NATIVE_TYPE } from "./resourceTypes";
import { optionsOf, propertiesOf, ScmConfigurationResource } from "./scmConfiguration";
import type { BitbucketCloudScmConfigurationArgs } from "./scmConfiguration";

export type { GetScmConfigurationArgs, GetScmConfigurationResult } from "./getScmConfiguration";
export type { ProviderArgs } from "./provider";
export type {
  BitbucketCloudScmConfigurationArgs,
  ScmConfigurationOutputs,
  ScmUrls,
  ScmUrlsArgs,
} from "./scmConfiguration";

/**
 * An SCM configuration that connects Bitbucket Cloud to an Algorithmia Enterprise cluster as a source code host, through the
 * native plugin.
 *
 * `pulumi import algorithmia:index:BitbucketCloudScmConfiguration NAME ID` imports an existing configuration.
 *
 * @example
 * ```typescript
 * import * as pulumi from "@pulumi/pulumi";
 * import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia/native";
 *
 * const config = new pulumi.Config();
 * new BitbucketCloudScmConfiguration("bitbucket", {
 *   consumerKey: config.requireSecret("consumerKey"),
 *   consumerSecret: config.requireSecret("consumerSecret"),
 * });
 * ```
 */
export class BitbucketCloudScmConfiguration extends ScmConfigurationResource {
  /** @internal */
  static readonly __pulumiType: string = NATIVE_TYPE;

  /**
   * Declares a configuration.
   *
   * @param name - Unique name of the resource in the stack, not the configuration's name on the cluster.
   * @param args - The inputs.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: BitbucketCloudScmConfigurationArgs, opts?: pulumi.CustomResourceOptions) {
    super(NATIVE_TYPE, name, propertiesOf(args), optionsOf(opts, DYNAMIC_TYPE));
  }

  /**
   * Reads an existing configuration without managing it. `consumerSecret` is `null`.
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
    return hasPulumiType(value, NATIVE_TYPE);
  }
}

const PACKAGE = "algorithmia";
const PROVIDER_TYPE = `pulumi:providers:${PACKAGE}`;

/**
 * A connection to one cluster, for a stack that uses several clusters or creates one. Pass the connection as a resource's
 * `provider`. The environment doesn't override its arguments, unlike the stack's config. A change never replaces resources.
 */
export class Provider extends pulumi.ProviderResource {
  /** @internal */
  static readonly __pulumiType: string = PROVIDER_TYPE;

  /**
   * Declares a connection.
   *
   * @param name - Unique name of the provider in the stack. Not `default`, which is the engine's name for the provider that
   * reads the stack's config and the environment.
   * @param args - The cluster's address, the credential, and options.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    if (name === "default") {
      throw new Error(
        "A Provider can't have the name \"default\", because the engine's default provider has it.",
      );
    }
    const settings = Object.entries(args)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]: [string, pulumi.Input<string | number | boolean>]) => {
        const text = pulumi.output(value).apply(String);
        return [key, SECRET_SETTINGS.includes(key) ? pulumi.secret(text) : text];
      });
    super(PACKAGE, name, Object.fromEntries(settings) as pulumi.Inputs, opts);
  }

  /** Whether a value is a {@link Provider}, from any copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return hasPulumiType(value, PROVIDER_TYPE);
  }
}

/**
 * Looks up a configuration of any provider on the cluster while the program runs, also at preview. Fails if the cluster has no
 * such configuration or more than one.
 *
 * @param args - The id, or provider and consumer key.
 * @param opts - Pulumi's options, such as `provider`.
 */
export function getScmConfiguration(
  args: GetScmConfigurationArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetScmConfigurationResult> {
  return pulumi.runtime.invoke("algorithmia:index:getScmConfiguration", args, opts ?? {});
}

/**
 * Like {@link getScmConfiguration}, but accepts outputs as arguments.
 *
 * @param args - The id, or provider and consumer key.
 * @param opts - Pulumi's options, such as `provider`.
 */
export function getScmConfigurationOutput(
  args: { [K in "id" | "provider" | "consumerKey"]?: pulumi.Input<string> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetScmConfigurationResult> {
  return pulumi.runtime.invokeOutput("algorithmia:index:getScmConfiguration", args, opts ?? {});
}

/**
 * Lists the configurations of all providers on the cluster, including the cluster's own (`internal`).
 *
 * @param opts - Pulumi's options, such as `provider`.
 */
export async function getScmConfigurations(
  opts?: pulumi.InvokeOptions,
): Promise<readonly GetScmConfigurationResult[]> {
  const { configurations } = (await pulumi.runtime.invoke(
    "algorithmia:index:getScmConfigurations",
    {},
    opts ?? {},
  )) as { configurations: GetScmConfigurationResult[] };
  return configurations;
}
