import * as pulumi from "@pulumi/pulumi";
import { hasPulumiType } from "./hasPulumiType";

/** The arguments of a {@link Provider}. Each may be an output of a resource of the same stack. */
export interface ProviderArgs {
  /** Address of the cluster: `https://CLUSTER_DOMAIN` or `https://api.CLUSTER_DOMAIN`. */
  apiUrl: pulumi.Input<string>;
  /** API key of a cluster admin, with Management Access on. Kept secret. This or `bearerToken`. */
  apiKey?: pulumi.Input<string> | undefined;
  /** Token (JWT) of a cluster admin, instead of an API key. Kept secret. */
  bearerToken?: pulumi.Input<string> | undefined;
  /** Certificate of an own certificate authority, PEM or a path. Default: the public ones only. */
  caCertificate?: pulumi.Input<string> | undefined;
  /** Seconds that one request may take. Default: 30. */
  requestTimeout?: pulumi.Input<number> | undefined;
  /** Seconds that one operation may take, with all its attempts. Default: 120. */
  deadline?: pulumi.Input<number> | undefined;
  /** How often an operation is tried again. Default: 5. */
  maxRetries?: pulumi.Input<number> | undefined;
  /** Seconds that a create waits for a cluster that is still coming up. Default: 0. */
  readyTimeout?: pulumi.Input<number> | undefined;
  /** How many requests may be under way at once. Default: 8. */
  maxConcurrency?: pulumi.Input<number> | undefined;
  /** Allows plain http to another machine. Default: `false`. */
  allowInsecureHttp?: pulumi.Input<boolean> | undefined;
  /** What deletes do with configurations in use, before what the resources say. Default: as they say. */
  whenInUse?: pulumi.Input<"fail" | "disable"> | undefined;
}

const PACKAGE = "pulumi-nodejs";
const TYPE = `pulumi:providers:${PACKAGE}`;

/**
 * A connection to one cluster, for a stack that has several or makes one itself. Pass it as a resource's
 * `provider`. Only its arguments count: the environment does not override them, as it does the stack's config.
 *
 * Each costs a process of Pulumi's dynamic-provider host; a fleet is better one stack per cluster. While an argument
 * is not known yet, as that of a cluster not made yet, its resources are not checked at preview.
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
   * @param args - Where the cluster is, and who calls.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const settings = settingsOf(args);
    super(PACKAGE, name, { "algorithmia:explicit": "true", ...settings }, opts);
    this.__connection = pulumi.output(settings);
  }

  /** Whether a value is a {@link Provider}, also one from another copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return hasPulumiType(value, TYPE);
  }
}

const SECRET: readonly string[] = ["apiKey", "bearerToken"];

// Under the names that the stack's config has, so that the provider reads both alike; as text, as config is.
function settingsOf(args: ProviderArgs): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(args)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        const text = pulumi.output(value as pulumi.Input<string | number | boolean>).apply(String);
        return [`algorithmia:${key}`, SECRET.includes(key) ? pulumi.secret(text) : text];
      }),
  );
}
