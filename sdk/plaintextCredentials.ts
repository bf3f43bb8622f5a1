import { log, runtime } from "@pulumi/pulumi";

const CREDENTIALS = ["algorithmia:apiKey", "algorithmia:bearerToken"];

// The Automation API can run the programs of several stacks in one process. Each has its own stack resource.
const warned = new WeakSet<object>();
const noStack = {}; // under mocks

/**
 * Warns once per run of a stack about credentials in plaintext. Config that wasn't set with `--secret` is stored in
 * plaintext, and the engine copies it into the state. Only the program can detect whether config is secret.
 *
 * @internal
 */
export function warnAboutPlaintextCredentials(): void {
  const run = runtime.getStackResource() ?? noStack;
  if (warned.has(run)) {
    return;
  }
  warned.add(run);
  const config = runtime.allConfig();
  for (const key of CREDENTIALS) {
    if (config[key] !== undefined && !isSecret(key)) {
      void log.warn(
        `${key} is stored in plaintext in the stack's config and state. Set it again with ` +
          `"pulumi config set --secret ${key}", and replace the key on the cluster.`,
      );
    }
  }
}

// The runtime exports this function, but its type declarations don't.
function isSecret(key: string): boolean {
  const { isConfigSecret } = runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) ?? true;
}
