import { log, runtime } from "@pulumi/pulumi";

const CREDENTIALS = ["algorithmia:apiKey", "algorithmia:bearerToken"];

let warned = false;

/**
 * Stack config is stored with the stack, in plain unless it was set with `--secret`, and the engine copies
 * it into the state. Said once a run, in the program, where the marks of the config can be seen.
 *
 * @internal
 */
export function warnOfPlainCredential(): void {
  if (warned) {
    return;
  }
  warned = true;
  const config = runtime.allConfig();
  for (const key of CREDENTIALS) {
    if (config[key] !== undefined && !isSecret(key)) {
      void log.warn(
        `${key} is stored in plain in the stack's config and state. Set it again with ` +
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
