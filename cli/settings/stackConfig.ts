import { execFile, type ExecFileException } from "node:child_process";
import { resolve } from "node:path";
import { truncate, printable } from "../../client/redact/printable";
import { findProject } from "./project";

/** A decrypted value of a stack's config. */
export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

export type StackConfig =
  | { readonly kind: "read"; readonly values: ReadonlyMap<string, ConfigValue> }
  | { readonly kind: "no project" }
  /** `reason` is safe to print. */
  | { readonly kind: "unreadable"; readonly reason: string };

export interface StackSelector {
  readonly directory: string;
  /** Default: the selected stack. */
  readonly stack?: string;
  readonly env: NodeJS.ProcessEnv;
}

// A remote backend with a key service takes seconds.
const timeoutMs = 60_000;

/**
 * Reads a stack's config through the Pulumi CLI, because only the CLI can decrypt it. The values pass through a pipe
 * and stay in memory.
 */
export async function readStackConfig({ directory, stack, env }: StackSelector): Promise<StackConfig> {
  if (findProject(directory) === undefined) {
    return stack === undefined
      ? { kind: "no project" }
      : { kind: "unreadable", reason: `no Pulumi.yaml in ${resolve(directory)} or above it` };
  }
  const args = ["config", "--json", "--show-secrets", "--non-interactive", "--color", "never"];
  const ran = await run(stack === undefined ? args : [...args, `--stack=${stack}`], directory, env);
  if ("reason" in ran)
    return { kind: "unreadable", reason: truncate(withoutPasswords(printable(ran.reason)), 400) };
  const values = valuesOf(ran.stdout);
  return values === undefined
    ? { kind: "unreadable", reason: "the output of pulumi config isn't JSON" }
    : { kind: "read", values };
}

/** Parses the output of `pulumi config --json --show-secrets`. Omits values that aren't strings. */
export function valuesOf(json: string): ReadonlyMap<string, ConfigValue> | undefined {
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof entries !== "object" || entries === null) return undefined;
  return new Map(
    Object.entries(entries as Record<string, { value?: unknown; secret?: unknown } | null>).flatMap(
      ([key, entry]): [string, ConfigValue][] =>
        typeof entry?.value === "string"
          ? [[key, { value: entry.value, secret: entry.secret === true }]]
          : [],
    ),
  );
}

// The CLI prints the URL of an unreachable backend, which may contain a password.
function withoutPasswords(text: string): string {
  return text.replace(/([a-z][a-z\d+.-]*:\/\/)[^\s/]*@/gi, "$1…@");
}

function run(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ stdout: string } | { reason: string }> {
  return new Promise((done) => {
    const options = { cwd, env, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 };
    const child = execFile("pulumi", args, options, (error, stdout, stderr) => {
      done(error === null ? { stdout } : { reason: reasonOf(error, stderr) });
    });
    child.stdin?.end();
  });
}

function reasonOf({ code, killed }: ExecFileException, stderr: string): string {
  if (code === "ENOENT") return "the command pulumi isn't on PATH";
  if (killed === true) return `pulumi took longer than ${timeoutMs / 1000} s`;
  return stderr.trim().replace(/^error: /, "") || `pulumi exited with ${String(code)}`;
}
