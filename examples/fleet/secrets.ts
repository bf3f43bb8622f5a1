import type { Cluster } from "./clusters";

/** The variables by which a stack's program gets its secrets. */
export const SECRETS = ["ALGORITHMIA_API_KEY", "CONSUMER_KEY", "CONSUMER_SECRET"] as const;

export type Secret = (typeof SECRETS)[number];

/** The variable of the driver's environment that holds a secret of a cluster, as in `BERLIN_CONSUMER_KEY`. */
export function variableFor({ name }: Cluster, secret: Secret): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${secret.replace("ALGORITHMIA_", "")}`;
}

/** A cluster's secrets, out of an environment. Throws with the names of the variables that are missing. */
export function secretsOf(
  cluster: Cluster,
  env: Readonly<Record<string, string | undefined>>,
): Record<Secret, string> {
  const missing = SECRETS.map((secret) => variableFor(cluster, secret)).filter((variable) => !env[variable]);
  if (missing.length > 0) {
    throw new Error(`set ${missing.join(", ")} in the environment`);
  }
  return Object.fromEntries(
    SECRETS.map((secret) => [secret, env[variableFor(cluster, secret)] ?? ""]),
  ) as Record<Secret, string>;
}
