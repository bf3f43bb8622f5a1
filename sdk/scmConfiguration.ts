import * as pulumi from "@pulumi/pulumi";

/** The addresses at which the cluster reaches Bitbucket, as the cluster has them. */
export interface ScmUrls {
  /** Website, an `https:` URL. */
  readonly web: string;
  /** REST API, an `https:` URL. */
  readonly api: string;
  /** SSH host from which builds pull source code: `ssh://git@HOST[:PORT]`. */
  readonly ssh: string;
}

/**
 * The addresses at which the cluster reaches Bitbucket. All three are required, because the cluster's update request
 * requires all three (management API OpenAPI 1.5.1, `ScmUpdateRequestBody`).
 */
export interface ScmUrlsArgs {
  /** Website, an `https:` URL without a path. Users grant access to their account on this site. */
  web: pulumi.Input<string>;
  /** REST API, an `https:` URL without a path. */
  api: pulumi.Input<string>;
  /** SSH host from which builds pull source code: `ssh://git@HOST[:PORT]`. */
  ssh: pulumi.Input<string>;
}

/**
 * The inputs of a {@link BitbucketCloudScmConfiguration}. Inputs that you don't set aren't managed and don't show as
 * drift.
 */
export interface BitbucketCloudScmConfigurationArgs {
  /**
   * Key of the OAuth consumer in Bitbucket Cloud (`client_id` in the cluster's API). Always encrypted in the state.
   *
   * Format: text without white space. The length isn't checked, because Bitbucket has changed it. A change **replaces**
   * the configuration: the provider creates the new configuration before it deletes the existing one, because the
   * cluster's API can't change the key (OpenAPI 1.5.1, `ScmUpdateRequest`). Error 4044: another configuration has the
   * same key and website.
   */
  consumerKey: pulumi.Input<string>;

  /**
   * Secret of the OAuth consumer (`client_secret` in the cluster's API). Always encrypted in the state. The cluster
   * never returns the secret, so a refresh can't detect a manual change.
   *
   * Format: text without white space. A change **replaces** the configuration (OpenAPI 1.5.1, `ScmUpdateRequest`). If
   * {@link consumerKey} stays the same, the provider deletes the existing configuration before it creates the new one:
   * the id changes, and every user must link the account again. Error 4043: an algorithm uses the configuration, so it
   * can't be deleted. {@link verifyConsumer} controls whether the provider verifies the secret with Bitbucket.
   */
  consumerSecret: pulumi.Input<string>;

  /**
   * The addresses at which the cluster reaches Bitbucket. The provider always sends all three.
   *
   * Default: Bitbucket Cloud's public addresses, `https://bitbucket.org`, `https://api.bitbucket.org` and
   * `ssh://git@bitbucket.org` (admin guide, "Create a Bitbucket Cloud Configuration"). A change updates **in place**.
   * Error 4020 (create) or 4021 (update): the cluster doesn't accept an address. Error 4044: another configuration has
   * the same consumer key and website.
   */
  urls?: pulumi.Input<ScmUrlsArgs> | undefined;

  /**
   * Display name: users see "Bitbucket - NAME" (admin guide). Format: text that isn't empty.
   *
   * Default: not set; the cluster chooses the name. A change **replaces** the configuration, because the API can't
   * rename it (OpenAPI 1.5.1, `ScmUpdateRequest`). If you remove the input, the name on the cluster doesn't change.
   */
  name?: pulumi.Input<string> | undefined;

  /**
   * Whether users can select the configuration for new algorithms.
   *
   * Default: `true`. A change updates **in place** (OpenAPI 1.5.1, `updateScm`). Error 4041: the configuration is the
   * cluster's default, which can't be disabled. Algorithms that use a disabled configuration continue to work (admin
   * guide).
   */
  enabled?: pulumi.Input<boolean> | undefined;

  /**
   * `true` makes the configuration the cluster's default, and restores it on each `up`. The default is preselected when
   * a user creates an algorithm. Algorithms on an external host have no Web IDE.
   *
   * Default: not set; the cluster's default isn't managed. A change to `true` updates **in place**. `false` is
   * rejected, because the API can't unset the default, only set another one (OpenAPI 1.5.1, `setDefaultScm`). Requires
   * {@link enabled} (error 4042).
   */
  isDefault?: pulumi.Input<boolean> | undefined;

  /**
   * Id of the configuration on the cluster. API users pass the id when they create algorithms.
   *
   * Format: 1 to 128 letters, digits, `.`, `_` and `-`, with a letter or digit at both ends, and not `internal` (inferred, because the id is part of URL paths; OpenAPI 1.5.1,
   * `createScm`, lets the client choose the id). Default: a random UUID. A change **replaces** the configuration. Error
   * 4044: the id already exists. The create then changes nothing, unless {@link adopt} has the same id.
   */
  configurationId?: pulumi.Input<string> | undefined;

  /**
   * Id of an existing configuration to manage instead of creating another.
   *
   * Default: not set. If a create finds a configuration with this id, the provider adopts it if its provider, consumer
   * key, website and (if set) name match the inputs, and updates its other properties to the inputs. Otherwise the
   * create fails and changes nothing. The secret can't be compared, because the cluster never returns it. If the id
   * doesn't exist, the input has no effect. Only a create reads the input: a change is recorded without a request.
   *
   * `ALGORITHMIA_ADOPT=ID[,ID]` does the same for one run, and the setting `algorithmia:adopt` until you remove it.
   */
  adopt?: pulumi.Input<string> | undefined;

  /**
   * What a delete does if an algorithm uses the configuration, which the cluster then doesn't delete (error 4043).
   * `"fail"`: the delete fails. `"disable"`: the provider disables the configuration, leaves it on the cluster, removes
   * it from the state, and logs a warning.
   *
   * Default: `"fail"`. A change is recorded without a request. A delete uses the value of the last `up`, so a value
   * that you set in the same run as the delete has no effect. The setting `algorithmia:whenInUse` (or
   * `ALGORITHMIA_WHEN_IN_USE`) overrides the input for the whole run.
   */
  whenInUse?: pulumi.Input<"fail" | "disable"> | undefined;

  /**
   * Which problems with the OAuth consumer fail an `up`. The provider verifies the consumer with Bitbucket, at the
   * configuration's website, before it creates or deletes anything for the consumer, and never at preview.
   *
   * - `"credentials"`: invalid key and secret, or a missing callback URL.
   * - `"permissions"`: missing permissions too, if Bitbucket shows them (for private consumers only).
   * - `"off"`: no request to Bitbucket.
   *
   * Other problems are warnings. Default: `"credentials"`. A change is recorded without a request. The setting
   * `algorithmia:verifyConsumer` (or `ALGORITHMIA_VERIFY_CONSUMER`) overrides the input for the whole run. For a
   * private consumer, the verification creates an access token that expires after about two hours. The provider
   * discards it.
   */
  verifyConsumer?: pulumi.Input<"credentials" | "permissions" | "off"> | undefined;

  /**
   * Callback URL that the consumer in Bitbucket must have.
   *
   * Default: `https://CLUSTER_DOMAIN`, the cluster's address without the `api.` prefix (admin guide, "Create a
   * Bitbucket Cloud Configuration"). Only shown: a change is recorded without a request.
   */
  callbackUrl?: pulumi.Input<string> | undefined;
}

/** The outputs of a configuration, whichever host runs the provider. */
export interface ScmConfigurationOutputs {
  /** The input. Secret. */
  readonly consumerKey: pulumi.Output<string>;
  /** The input. `null` after `get` or an import, because the cluster never returns the secret. Secret. */
  readonly consumerSecret: pulumi.Output<string | null>;
  /** The cluster's value, as of the last update or refresh. */
  readonly urls: pulumi.Output<ScmUrls>;
  /** The cluster's value, or `null` if the input isn't set. */
  readonly name: pulumi.Output<string | null>;
  /** The cluster's value. */
  readonly enabled: pulumi.Output<boolean>;
  /** Whether the configuration is the cluster's default, also if the input isn't set. */
  readonly isDefault: pulumi.Output<boolean>;
  /** The input, or `null` if the provider generated the id. The resource's `id` is the id in both cases. */
  readonly configurationId: pulumi.Output<string | null>;
  /** The input, or `null`. */
  readonly adopt: pulumi.Output<string | null>;
  /** The input, or `"fail"`. */
  readonly whenInUse: pulumi.Output<"fail" | "disable">;
  /** The input, or `"credentials"`. */
  readonly verifyConsumer: pulumi.Output<"credentials" | "permissions" | "off">;
  /** The cluster's address, normalized. */
  readonly apiUrl: pulumi.Output<string>;
  /** Callback URL that the consumer in Bitbucket must have. Known at preview. */
  readonly callbackUrl: pulumi.Output<string>;
}

/**
 * Pulumi's class with the types of a configuration's outputs. Pulumi's class sets the outputs itself, so that a field
 * definition in a subclass would overwrite them.
 *
 * @internal
 */
export const ScmConfigurationResource = pulumi.CustomResource as unknown as new (
  type: string,
  name: string,
  props: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource & ScmConfigurationOutputs;

/**
 * The inputs of a configuration as the engine gets them.
 *
 * @internal
 */
export function propertiesOf(
  args: BitbucketCloudScmConfigurationArgs | undefined, // in plain JavaScript; check then reports the required inputs
): pulumi.Inputs {
  return {
    // Outputs without an input must be listed here. Otherwise the class never resolves them.
    apiUrl: undefined,
    callbackUrl: undefined,
    urls: undefined,
    name: undefined,
    enabled: undefined,
    isDefault: undefined,
    configurationId: undefined,
    adopt: undefined,
    whenInUse: undefined,
    verifyConsumer: undefined,
    ...args,
    // The engine encrypts an input in the state only if the program marks it as secret.
    consumerKey: secret(args?.consumerKey),
    consumerSecret: secret(args?.consumerSecret),
  };
}

function secret(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

/**
 * A program's options with what each configuration needs. The former type is that of the class for the other host, so that a
 * program moves between the hosts without a change on the cluster.
 *
 * @internal
 */
export function optionsOf(
  opts: pulumi.CustomResourceOptions | undefined,
  formerType: string,
): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts ?? {}, {
    additionalSecretOutputs: ["consumerKey", "consumerSecret"],
    aliases: [{ type: formerType }],
  });
}
