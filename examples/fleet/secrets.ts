import type { Cluster } from "./clusters";

/** The variables by which a stack's program gets its secrets. */
export const SECRETS = ["ALGORITHMIA_API_KEY", "CONSUMER_KEY", "CONSUMER_SECRET"] as const;

export type Secret = (typeof SECRETS)[number];

/** The variable of the driver's environment that holds a secret of a cluster, as in `BERLIN_CONSUMER_KEY`. */
export function variableFor({ name }: Cluster, secret: Secret): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${secret.replace("ALGORITHMIA_", "")}`;
}

/** Secrets by the variable that held them. */
export type Taken = Readonly<Record<string, string | undefined>>;

/**
 * Takes the secrets of all clusters out of the driver's environment. Every process that the driver starts inherits that, so
 * each stack would otherwise get the secrets of all.
 */
export function takeSecrets(clusters: readonly Cluster[], env: NodeJS.ProcessEnv): Taken {
  const variables = clusters.flatMap((cluster) => SECRETS.map((secret) => variableFor(cluster, secret)));
  const taken = Object.fromEntries(variables.map((variable) => [variable, env[variable]]));
  for (const variable of variables) Reflect.deleteProperty(env, variable);
  return taken;
}

/** The secrets of one cluster. Throws with the names of the variables that are missing. */
export function secretsOf(cluster: Cluster, taken: Taken): Record<Secret, string> {
  const missing = SECRETS.map((secret) => variableFor(cluster, secret)).filter(
    (variable) => !taken[variable],
  );
  if (missing.length > 0) {
    throw new Error(`set ${missing.join(", ")} in the environment`);
  }
  return Object.fromEntries(
    SECRETS.map((secret) => [secret, taken[variableFor(cluster, secret)] ?? ""]),
  ) as Record<Secret, string>;
}
