import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Cluster } from "./clusters";
import { type Ended, eventFrom, pulumi } from "./pulumi";
import { secretsOf, type Taken } from "./secrets";

export const OPERATIONS = ["up", "preview", "refresh", "destroy"] as const;

export type Operation = (typeof OPERATIONS)[number];

/** With another backend by mistake, a destroy of a new stack would succeed and leave the cluster as it is. */
const CREATES_STACK: ReadonlySet<Operation> = new Set(["up", "preview"]);

/** The result of an operation on a cluster. */
export type Outcome =
  /** The number of steps by kind, as in `{ create: 1 }`. For a preview, the planned steps. */
  | { readonly state: "done"; readonly steps: Readonly<Record<string, number>> }
  | { readonly state: "failed"; readonly reason: string }
  /** Skipped, because its last run of this operation succeeded. */
  | { readonly state: "skipped" };

/** The settings of an operation. */
export interface Settings {
  /** The directory of the program that all stacks share. */
  readonly workDir: string;
  readonly operation: Operation;
  /** Skip clusters whose last run of this operation succeeded, according to the backend. */
  readonly unfinished: boolean;
  /** The secrets of all clusters. Each stack gets only its own. */
  readonly secrets: Taken;
}

/**
 * Runs an operation on the stack of one cluster. Never rejects. Each operation runs the CLI once, where Pulumi's Automation
 * API also runs it to select the stack, and to read outputs and history.
 */
export async function operate(cluster: Cluster, settings: Settings): Promise<Outcome> {
  const errors: string[] = [];
  const steps: Record<string, number> = {};
  try {
    const env = environmentOf(cluster, settings.secrets);
    const run = (args: readonly string[], onLine?: (line: string) => void): Promise<Ended> =>
      pulumi([...args, "--stack", cluster.name], settings.workDir, env, onLine);
    if (settings.unfinished && (await isFinished(run, settings.operation))) return { state: "skipped" };
    const operation = (): Promise<Ended> =>
      run(commandOf(settings.operation), (line) => note(eventFrom(line), steps, errors));
    let ended = await operation();
    if (CREATES_STACK.has(settings.operation) && /no stack named .* found/.test(ended.errors)) {
      ended = await pulumi(["stack", "init", cluster.name, "--no-select"], settings.workDir, env);
      if (ended.code === 0) ended = await operation();
    }
    if (ended.code === 0) return { state: "done", steps };
    return { state: "failed", reason: reasonOf(errors, ended) };
  } catch (error) {
    return { state: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

function commandOf(operation: Operation): string[] {
  return [operation, "--json", ...(operation === "preview" ? [] : ["--yes", "--skip-preview"])];
}

// Each stack's program runs in its own process. Programs in the driver would share it, and an error of one would fail all.
function environmentOf(cluster: Cluster, secrets: Taken): Record<string, string> {
  return {
    // The repository's type check has already checked the program.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // A preview then prints events too, like the other operations.
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    ALGORITHMIA_API: cluster.apiUrl,
    ...secretsOf(cluster, secrets),
  };
}

/** Whether the last run of the stack, according to the backend, was this operation and succeeded. */
async function isFinished(
  run: (args: readonly string[], onLine: (line: string) => void) => Promise<Ended>,
  operation: Operation,
): Promise<boolean> {
  const lines: string[] = [];
  const { code } = await run(["stack", "history", "--json", "--page-size", "1"], (line) => lines.push(line));
  if (code !== 0) return false; // The operation reports the cause.
  const [last] = JSON.parse(lines.join("\n")) as { kind: string; result: string }[];
  return last?.result === "succeeded" && last.kind === (operation === "up" ? "update" : operation);
}

function note(event: EngineEvent | undefined, steps: Record<string, number>, errors: string[]): void {
  const { diagnosticEvent, resourcePreEvent } = event ?? {};
  if (diagnosticEvent?.severity === "error") {
    errors.push(diagnosticEvent.message.trim());
  }
  const { op = "same", type = "" } = resourcePreEvent?.metadata ?? {};
  if (op !== "same" && !type.startsWith("pulumi:")) {
    steps[op] = (steps[op] ?? 0) + 1;
  }
}

function reasonOf(errors: readonly string[], ended: Ended): string {
  if (errors.length > 0) return [...new Set(errors)].join("\n");
  return ended.errors === "" ? `pulumi exited with status ${ended.code}` : ended.errors;
}
