import {
  ConcurrentUpdateError,
  type EngineEvent,
  LocalWorkspace,
  type PulumiCommand,
  type Stack,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import type { Cluster } from "./clusters";
import { secretsOf, type Taken } from "./secrets";

export const OPERATIONS = ["up", "preview", "refresh", "destroy"] as const;

export type Operation = (typeof OPERATIONS)[number];

/** The result of an operation on a cluster. */
export type Outcome =
  /** The number of steps by kind, as in `{ create: 1 }`. For a preview, the planned steps. */
  | { readonly state: "done"; readonly steps: Readonly<Record<string, number>> }
  | { readonly state: "failed"; readonly reason: string }
  /** Skipped, because its last run of this operation succeeded. */
  | { readonly state: "skipped" };

/** The settings of an operation. */
export interface Settings {
  /** The Pulumi CLI. Shared, because each new one runs the CLI for its version. */
  readonly pulumiCommand: PulumiCommand;
  /** The directory of the program that all stacks share. */
  readonly workDir: string;
  readonly operation: Operation;
  /** Skip clusters whose last run of this operation succeeded, according to the backend. */
  readonly unfinished: boolean;
  /** The secrets of all clusters. Each stack gets only its own. */
  readonly secrets: Taken;
}

/** Runs an operation on the stack of one cluster. Never rejects. */
export async function operate(cluster: Cluster, settings: Settings): Promise<Outcome> {
  const errors: string[] = [];
  const steps: Record<string, number> = {};
  try {
    const stack = await stackOf(cluster, settings);
    if (settings.unfinished && (await isFinished(stack, settings.operation))) {
      return { state: "skipped" };
    }
    const onEvent = (event: EngineEvent): void => note(event, steps, errors);
    await stack[settings.operation]({ onEvent, color: "never" });
    return { state: "done", steps };
  } catch (error) {
    return { state: "failed", reason: reasonOf(error, errors, cluster) };
  }
}

// Runs the program in a separate process. Inline programs share one process, where an unhandled error fails all of them.
async function stackOf(cluster: Cluster, { pulumiCommand, workDir, secrets }: Settings): Promise<Stack> {
  const envVars = {
    // The repository's type check has already checked the program.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ALGORITHMIA_API: cluster.apiUrl,
    ...secretsOf(cluster, secrets),
  };
  const args = { stackName: cluster.name, workDir };
  const options = { envVars, pulumiCommand };
  try {
    // `createOrSelectStack` would first run the CLI to create the stack, also if the stack exists.
    return await LocalWorkspace.selectStack(args, options);
  } catch (error) {
    if (!(error instanceof StackNotFoundError)) throw error;
    return LocalWorkspace.createStack(args, options);
  }
}

async function isFinished(stack: Stack, operation: Operation): Promise<boolean> {
  const [last] = await stack.history(1, 1);
  return last?.result === "succeeded" && last.kind === (operation === "up" ? "update" : operation);
}

function note(
  { diagnosticEvent, resourcePreEvent }: EngineEvent,
  steps: Record<string, number>,
  errors: string[],
): void {
  if (diagnosticEvent?.severity === "error") {
    errors.push(diagnosticEvent.message.trim());
  }
  const { op = "same", type = "" } = resourcePreEvent?.metadata ?? {};
  if (op !== "same" && !type.startsWith("pulumi:")) {
    steps[op] = (steps[op] ?? 0) + 1;
  }
}

function reasonOf(error: unknown, errors: readonly string[], { name }: Cluster): string {
  if (error instanceof ConcurrentUpdateError) {
    return `another run has locked this stack. If no other run is active, run "pulumi cancel --stack ${name}"`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return errors.length > 0 ? [...new Set(errors)].join("\n") : message.trim();
}
