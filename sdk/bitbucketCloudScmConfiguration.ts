import * as pulumi from "@pulumi/pulumi";
import { hasPulumiType } from "./hasPulumiType";
import { warnAboutPlaintextCredentials } from "./plaintextCredentials";
import { assertProviderResolves, SERIALIZED_PROVIDER } from "./serializedProvider";
import { createResourceUrn } from "./urn";

/** Where the cluster reaches Bitbucket, as resolved by the provider. */
export interface ScmUrls {
  /** Website, an `https:` URL. */
  readonly web: string;
  /** REST API, an `https:` URL. */
  readonly api: string;
  /** Where builds pull source code from: `ssh://git@HOST[:PORT]`. */
  readonly ssh: string;
}

/**
 * Where the cluster reaches Bitbucket. All three or none: the cluster's update call takes all three
 * together (management API OpenAPI 1.5.1, `ScmUpdateRequestBody`).
 */
export interface ScmUrlsArgs {
  /** Website, an `https:` URL without path. Also where users give their consent. */
  web: pulumi.Input<string>;
  /** REST API, an `https:` URL without path. */
  api: pulumi.Input<string>;
  /** Where builds pull source code from: `ssh://git@HOST[:PORT]`. */
  ssh: pulumi.Input<string>;
}

/** The inputs of a {@link BitbucketCloudScmConfiguration}. One that is not set is not managed, and never drift. */
export interface BitbucketCloudScmConfigurationArgs {
  /**
   * Key of the OAuth consumer in Bitbucket Cloud (the cluster's API calls it `client_id`). Kept secret in the
   * state whether or not the program marks it so.
   *
   * Any text without white space; its length is not judged, since Bitbucket changed it. A change
   * **replaces**, the new configuration first: the cluster's API can't change it in place (OpenAPI 1.5.1,
   * `ScmUpdateRequest`). Where another configuration has the same key and website, the cluster refuses (error 4044).
   */
  consumerKey: pulumi.Input<string>;

  /**
   * Secret of the OAuth consumer (the API's `client_secret`). Kept secret in the state whether or not the
   * program marks it so. The cluster never gives it back, so a change by hand can't be seen.
   *
   * Any text without white space. A change **replaces** (OpenAPI 1.5.1, `ScmUpdateRequest`), and under the same key the
   * old configuration must go first: every user links the account again, the id changes, and one in use by an algorithm
   * can't be deleted (error 4043). Whether the secret is right, Bitbucket is asked: see {@link verifyConsumer}.
   */
  consumerSecret: pulumi.Input<string>;

  /**
   * Where the cluster reaches Bitbucket. Default: Bitbucket Cloud's public addresses,
   * `https://bitbucket.org`, `https://api.bitbucket.org` and `ssh://git@bitbucket.org` (admin guide, "Create
   * a Bitbucket Cloud Configuration"). All three are always sent. A change updates **in place**. A cluster that does not
   * take one refuses (error 4020 at create, 4021 at update); one that another configuration has with the same consumer
   * key, with 4044.
   */
  urls?: pulumi.Input<ScmUrlsArgs> | undefined;

  /**
   * What users see, as "Bitbucket - NAME" (admin guide). Any text that is not empty. Default: unset, which leaves it to the
   * cluster. A change **replaces**: the API has no call for it (OpenAPI 1.5.1, `ScmUpdateRequest`). To leave out what was
   * set changes nothing on the cluster.
   */
  name?: pulumi.Input<string> | undefined;

  /**
   * Whether users can choose it for new algorithms. Default: `true`. A change updates **in place** (OpenAPI 1.5.1,
   * `updateScm`). The cluster's default can't be disabled (error 4041). Algorithms that use a disabled one go on working
   * (admin guide).
   */
  enabled?: pulumi.Input<boolean> | undefined;

  /**
   * `true` makes it the cluster's default and keeps it so: what a user creating an algorithm sees preselected.
   * Algorithms on an external host have no Web IDE. Default: unset, which leaves the mark alone. A change to
   * `true` updates **in place** and takes the mark from the former default. `false` is refused, because no
   * call takes the mark away other than giving it to another (OpenAPI 1.5.1, `setDefaultScm`). Needs {@link enabled}
   * (error 4042).
   */
  isDefault?: pulumi.Input<boolean> | undefined;

  /**
   * Id of the configuration on the cluster, which API users pass when they create algorithms. Letters, digits,
   * `.`, `_` and `-` (inferred from its place in paths; that it can be chosen: OpenAPI 1.5.1, `createScm`). Default: a
   * random UUID. A change **replaces**. If the id already exists, the create fails (error 4044) and changes nothing,
   * unless {@link adopt} names it.
   */
  configurationId?: pulumi.Input<string> | undefined;

  /**
   * Id of an existing configuration to manage instead of creating another. Default: unset. If the create meets that
   * configuration, it takes it over, provided that provider, consumer key, website and (if set) name are what the
   * program says; otherwise it fails and changes nothing. An id that doesn't exist is ignored, so the input can stay in
   * the program. The secret can't be compared, since the cluster never returns it; other inputs are updated to the
   * program's. Only a create looks at it: a change is recorded and makes no request.
   *
   * For one run, the setting `algorithmia:adopt` (or `ALGORITHMIA_ADOPT=ID[,ID]`) does the same.
   */
  adopt?: pulumi.Input<string> | undefined;

  /**
   * What a delete does where an algorithm uses the configuration, which the cluster then refuses to delete (error
   * 4043): `"fail"`, or `"disable"` it, leave it on the cluster, and let it go with a warning. Default: `"fail"`. A
   * change makes no call.
   *
   * A delete goes by the last `up`, so an input set in the same run as the delete comes too late: the setting
   * `algorithmia:whenInUse` (or `ALGORITHMIA_WHEN_IN_USE`) goes before it, for the whole run.
   */
  whenInUse?: pulumi.Input<"fail" | "disable"> | undefined;

  /**
   * How much of what Bitbucket says about the consumer stops an `up`, asked at the configuration's website before
   * anything is made or deleted for it, never at preview. `"credentials"`: a wrong key and secret, or a missing callback
   * URL; `"permissions"`: missing permissions too, where Bitbucket shows them (it does for private consumers); `"off"`:
   * not asked. All else only warns. Default: `"credentials"`. A change makes no call.
   *
   * The setting `algorithmia:verifyConsumer` (or `ALGORITHMIA_VERIFY_CONSUMER`) goes before it, for the whole run. For a
   * private consumer the question mints an access token of about two hours, which is dropped at once.
   */
  verifyConsumer?: pulumi.Input<"credentials" | "permissions" | "off"> | undefined;

  /**
   * Callback URL that the consumer in Bitbucket must have. Default: `https://CLUSTER_DOMAIN`, from the cluster's
   * address without a leading `api.` (admin guide, "Create a Bitbucket Cloud Configuration"). Only recorded and
   * shown: a change makes no call.
   */
  callbackUrl?: pulumi.Input<string> | undefined;
}

const TYPE = "pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration";

/**
 * Bitbucket Cloud as a source code host of an Algorithmia Enterprise cluster: one SCM configuration, as the
 * cluster's admin panel makes it under "Source Code Management".
 *
 * The cluster's address and an admin's credential come from stack config (`algorithmia:apiUrl`,
 * `algorithmia:apiKey`) or the environment (`ALGORITHMIA_API`, `ALGORITHMIA_API_KEY`).
 *
 * @example The least that is needed
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
 * @example The cluster's default, under an id and a name of one's own
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
export class BitbucketCloudScmConfiguration extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType: string = TYPE;

  // Declared, not defined: under ES2022 class fields a definition would overwrite what the base class sets.
  /** As given. Secret. */
  declare public readonly consumerKey: pulumi.Output<string>;
  /** As given, or `null` where the resource was read with {@link get}: the cluster never gives it back. Secret. */
  declare public readonly consumerSecret: pulumi.Output<string | null>;
  /** As the cluster has them, after the last refresh or change. */
  declare public readonly urls: pulumi.Output<ScmUrls>;
  /** As the cluster has it, or `null` where it is not managed. */
  declare public readonly name: pulumi.Output<string | null>;
  /** As the cluster has it. */
  declare public readonly enabled: pulumi.Output<boolean>;
  /** Whether the cluster has it as its default, managed or not. */
  declare public readonly isDefault: pulumi.Output<boolean>;
  /** As given, or `null` where the provider made the id. The id itself is the resource's `id`. */
  declare public readonly configurationId: pulumi.Output<string | null>;
  /** As given, or `null`. */
  declare public readonly adopt: pulumi.Output<string | null>;
  /** As given, or `"fail"`. */
  declare public readonly whenInUse: pulumi.Output<"fail" | "disable">;
  /** As given, or `"credentials"`. */
  declare public readonly verifyConsumer: pulumi.Output<"credentials" | "permissions" | "off">;
  /** The cluster's address, normalised. */
  declare public readonly apiUrl: pulumi.Output<string>;
  /** Callback URL that the consumer in Bitbucket must have. Known at preview. */
  declare public readonly callbackUrl: pulumi.Output<string>;

  /**
   * Declares a configuration.
   *
   * @param name - Unique name of the resource in the stack; not the configuration's name on the cluster.
   * @param args - The inputs.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: BitbucketCloudScmConfigurationArgs, opts?: pulumi.CustomResourceOptions) {
    assertProviderResolves();
    super(TYPE, name, propertiesOf(name, args, opts), withSecretOutputs(opts));
    warnAboutPlaintextCredentials();
  }

  /**
   * Reads a configuration that exists on the cluster, without managing it. Needs Pulumi's Node SDK 3.268 or
   * newer. `consumerSecret` is `null`.
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

  /** Whether a value is a {@link BitbucketCloudScmConfiguration}, also one from another copy of this package. */
  static override isInstance(value: unknown): value is BitbucketCloudScmConfiguration {
    return hasPulumiType(value, TYPE);
  }
}

function propertiesOf(
  name: string,
  args: BitbucketCloudScmConfigurationArgs | undefined, // by plain JavaScript, for check to say what is required
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  return {
    // Outputs that no input carries must be named here, or the class never resolves them.
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
    // The engine marks an input only where the program does: what is plain here stays plain in the state.
    consumerKey: secret(args?.consumerKey),
    consumerSecret: secret(args?.consumerSecret),
    __urn: createResourceUrn(TYPE, name, opts?.parent),
    __provider: SERIALIZED_PROVIDER,
  };
}

function secret(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

function withSecretOutputs(opts: pulumi.CustomResourceOptions | undefined): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts ?? {}, { additionalSecretOutputs: ["consumerKey", "consumerSecret"] });
}
