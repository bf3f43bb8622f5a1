import { log, runtime } from "@pulumi/pulumi";

const CREDENTIALS = ["algorithmia:apiKey", "algorithmia:bearerToken"];

// The Automation API can run the programs of several stacks in one process, each with a stack resource of its own.
const warned = new WeakSet<object>();
const noStack = {}; // under mocks

/**
 * Stack config is stored with the stack, in plaintext unless it was set with `--secret`, and the engine copies
 * it into the state. Reported once per run of a stack, in the program, where it's visible whether the config is secret.
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

// Exported by the runtime for years, but left out of its type declarations.
function isSecret(key: string): boolean {
  const { isConfigSecret } = runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) ?? true;
}
