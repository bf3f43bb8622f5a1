import type { Cluster } from "./clusters";

/** The environment variables that pass secrets to a stack's program. */
export const SECRETS = ["ALGORITHMIA_API_KEY", "CONSUMER_KEY", "CONSUMER_SECRET"] as const;

export type Secret = (typeof SECRETS)[number];

/** The driver's environment variable for a cluster's secret, as in `BERLIN_CONSUMER_KEY`. */
export function variableFor({ name }: Cluster, secret: Secret): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${secret.replace("ALGORITHMIA_", "")}`;
}

/** Secrets by their variable in the driver's environment. */
export type Taken = Readonly<Record<string, string | undefined>>;

/**
 * Removes the secrets of all clusters from the driver's environment, and returns them. Child processes inherit the
 * environment, so each stack would otherwise get the secrets of all clusters.
 */
export function takeSecrets(clusters: readonly Cluster[], env: NodeJS.ProcessEnv): Taken {
  const variables = clusters.flatMap((cluster) => SECRETS.map((secret) => variableFor(cluster, secret)));
  const taken = Object.fromEntries(variables.map((variable) => [variable, env[variable]]));
  for (const variable of variables) Reflect.deleteProperty(env, variable);
  return taken;
}

/** The secrets of a cluster. Throws an error that lists missing variables. */
export function secretsOf(cluster: Cluster, taken: Taken): Record<Secret, string> {
  const missing = SECRETS.map((secret) => variableFor(cluster, secret)).filter(
    (variable) => !taken[variable],
  );
  if (missing.length > 0) {
    throw new Error(`Set ${missing.join(", ")} in the environment.`);
  }
  return Object.fromEntries(
    SECRETS.map((secret) => [secret, taken[variableFor(cluster, secret)] ?? ""]),
  ) as Record<Secret, string>;
}
