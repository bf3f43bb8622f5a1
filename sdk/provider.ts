import * as pulumi from "@pulumi/pulumi";
import { hasPulumiType } from "./hasPulumiType";

/** The arguments of a {@link Provider}. Each can be an output of a resource in the same stack. */
export interface ProviderArgs {
  /** Address of the cluster: `https://CLUSTER_DOMAIN` or `https://api.CLUSTER_DOMAIN`. */
  apiUrl: pulumi.Input<string>;
  /** API key of a cluster admin, with Management Access. Always secret. Either this or `bearerToken` is required. */
  apiKey?: pulumi.Input<string> | undefined;
  /** Token (JWT) of a cluster admin, instead of an API key. Always secret. */
  bearerToken?: pulumi.Input<string> | undefined;
  /** Certificate of a private CA, as PEM text or a path. Default: only public CAs are trusted. */
  caCertificate?: pulumi.Input<string> | undefined;
  /** Timeout of one request, in seconds. Default: 30. */
  requestTimeout?: pulumi.Input<number> | undefined;
  /** Timeout of one operation with all its retries, in seconds. Default: 120. */
  deadline?: pulumi.Input<number> | undefined;
  /** Maximum number of retries of an operation. Default: 5. */
  maxRetries?: pulumi.Input<number> | undefined;
  /** How long a create waits for a cluster that is starting, in seconds. Default: 0. */
  readyTimeout?: pulumi.Input<number> | undefined;
  /** Maximum number of concurrent requests. Default: 8. */
  maxConcurrency?: pulumi.Input<number> | undefined;
  /** Whether unencrypted http to another machine is allowed. Default: `false`. */
  allowInsecureHttp?: pulumi.Input<boolean> | undefined;
  /**
   * What a delete does if an algorithm uses the configuration. Overrides the resources' `whenInUse`. Default: not set.
   */
  whenInUse?: pulumi.Input<"fail" | "disable"> | undefined;
}

const PACKAGE = "pulumi-nodejs";
const TYPE = `pulumi:providers:${PACKAGE}`;

/**
 * A connection to one cluster, for a stack that uses several clusters or creates one. Pass the connection as a
 * resource's `provider`. The environment doesn't override its arguments, unlike the stack's config.
 *
 * Pulumi starts a process of its dynamic-provider host for each connection, so use one stack per cluster for a fleet.
 * If an argument is unknown at preview, such as the address of a cluster that the same `up` creates, the preview
 * doesn't check the connection's resources.
 *
 * @example
 * ```typescript
 * const production = new algorithmia.Provider("production", {
 *   apiUrl: "https://algorithmia.example.com",
 *   apiKey: config.requireSecret("productionKey"),
 * });
 * new algorithmia.BitbucketCloudScmConfiguration("bitbucket", { consumerKey, consumerSecret }, { provider: production });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /** @internal */
  static readonly __pulumiType: string = TYPE;

  /** @internal */
  readonly __connection: pulumi.Output<Record<string, string>>;

  /**
   * Declares a connection.
   *
   * @param name - Unique name of the provider in the stack.
   * @param args - The cluster's address, the credential, and options.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const settings = settingsOf(args);
    super(PACKAGE, name, { "algorithmia:explicit": "true", ...settings }, opts);
    this.__connection = pulumi.output(settings);
  }

  /** Whether a value is a {@link Provider}, from any copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return hasPulumiType(value, TYPE);
  }
}

/**
 * The arguments that are secret whether or not the program marks them.
 *
 * @internal
 */
export const SECRET_SETTINGS: readonly string[] = ["apiKey", "bearerToken"];

// The keys and the text format of the stack's config, so that the provider reads both in the same way.
function settingsOf(args: ProviderArgs): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(args)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        const text = pulumi.output(value as pulumi.Input<string | number | boolean>).apply(String);
        return [`algorithmia:${key}`, SECRET_SETTINGS.includes(key) ? pulumi.secret(text) : text];
      }),
  );
}
