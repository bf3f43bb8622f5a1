import type { Cluster } from "./clusters";
import { type Secret, SECRETS } from "./secrets";

/** The source of the program, and the location of its resources. */
export interface Source {
  readonly namespace: string;
  /** The Git repository with this directory. Its package.json must have an installable `pulumi-algorithmia`. */
  readonly projectRepo: string;
  readonly branch: string;
  readonly repoDir: string;
  /** The service account of the operator's workspaces. */
  readonly serviceAccountName: string;
  /** URL of the state backend. Default: Pulumi Cloud. */
  readonly backend?: string | undefined;
}

/** The used properties of a `Stack` of the Pulumi Kubernetes Operator. */
export interface StackResource {
  readonly apiVersion: "pulumi.com/v1";
  readonly kind: "Stack";
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * The fleet as resources of the Pulumi Kubernetes Operator 2, one for each cluster. A cluster's secrets are in the Secret
 * `algorithmia-NAME`, and the backend's secret is in the Secret `pulumi`.
 */
export function stackResources(clusters: readonly Cluster[], source: Source): StackResource[] {
  return clusters.map((cluster) => stackResource(cluster, source));
}

function stackResource({ name, apiUrl }: Cluster, source: Source): StackResource {
  const { namespace, backend, ...project } = source;
  const fromSecret = (secret: string, key: string) => ({ type: "Secret", secret: { name: secret, key } });
  const own = SECRETS.map(
    (variable) => [variable, fromSecret(`algorithmia-${name}`, KEYS[variable])] as const,
  );
  return {
    apiVersion: "pulumi.com/v1",
    kind: "Stack",
    metadata: { name: `bitbucket-${name}`, namespace },
    spec: {
      stack: name,
      ...project,
      ...(backend === undefined ? {} : { backend }),
      envRefs: {
        ALGORITHMIA_API: { type: "Literal", literal: { value: apiUrl } },
        ...Object.fromEntries(own),
        ...(backend === undefined
          ? { PULUMI_ACCESS_TOKEN: fromSecret("pulumi", "accessToken") }
          : { PULUMI_CONFIG_PASSPHRASE: fromSecret("pulumi", "passphrase") }),
      },
      // Detects and fixes drift once an hour, also if the repository hasn't changed.
      refresh: true,
      continueResyncOnCommitMatch: true,
      resyncFrequencySeconds: 3600,
    },
  };
}

/** The key in a cluster's Secret for each of its secrets. */
const KEYS: Record<Secret, string> = {
  ALGORITHMIA_API_KEY: "apiKey",
  CONSUMER_KEY: "consumerKey",
  CONSUMER_SECRET: "consumerSecret",
};
