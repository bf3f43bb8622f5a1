import type { Cluster } from "./clusters";
import { type Secret, SECRETS } from "./secrets";

/** Where the operator finds the program, and where its resources go. */
export interface Source {
  readonly namespace: string;
  /** The Git repository that has this folder, with `pulumi-algorithmia` installable from its package.json. */
  readonly projectRepo: string;
  readonly branch: string;
  readonly repoDir: string;
  /** The service account that the operator's workspaces run as. */
  readonly serviceAccountName: string;
  /** Where the state is; left out: Pulumi Cloud. */
  readonly backend?: string | undefined;
}

/** A `Stack` of the Pulumi Kubernetes Operator, as far as it is used here. */
export interface StackResource {
  readonly apiVersion: "pulumi.com/v1";
  readonly kind: "Stack";
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * The fleet as resources of the Pulumi Kubernetes Operator 2, one for each cluster. The secrets of a cluster are in the
 * Secret `algorithmia-NAME`; what the backend needs is in the Secret `pulumi`.
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
      // Drift is looked for and mended once an hour, whether or not the repository has changed.
      refresh: true,
      continueResyncOnCommitMatch: true,
      resyncFrequencySeconds: 3600,
    },
  };
}

/** Under which key of a cluster's Secret each of its secrets is. */
const KEYS: Record<Secret, string> = {
  ALGORITHMIA_API_KEY: "apiKey",
  CONSUMER_KEY: "consumerKey",
  CONSUMER_SECRET: "consumerSecret",
};
