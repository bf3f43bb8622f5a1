import {
  ConcurrentUpdateError,
  type EngineEvent,
  LocalWorkspace,
  type Stack,
} from "@pulumi/pulumi/automation";
import type { Cluster } from "./clusters";
import { secretsOf, type Taken } from "./secrets";

export const OPERATIONS = ["up", "preview", "refresh", "destroy"] as const;

export type Operation = (typeof OPERATIONS)[number];

/** What became of one cluster. */
export type Outcome =
  /** The steps that were taken or, of a preview, would be; by kind, as in `{ create: 1 }`. */
  | { readonly state: "done"; readonly steps: Readonly<Record<string, number>> }
  | { readonly state: "failed"; readonly reason: string }
  /** Left out, since its last run of this operation went well. */
  | { readonly state: "skipped" };

/** Where and how clusters are operated on. */
export interface Settings {
  /** The folder of the program that all stacks share. */
  readonly workDir: string;
  readonly operation: Operation;
  /** Only clusters whose last run of this operation, as the backend has it, did not go well. */
  readonly unfinished: boolean;
  /** The secrets of all clusters, of which each stack gets its own. */
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

// A program in a process of its own: inline programs share one, where an unhandled error of one fails them all.
async function stackOf(cluster: Cluster, { workDir, secrets }: Settings): Promise<Stack> {
  const envVars = {
    // The repository's type check has checked the program; else each stack does it again.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ALGORITHMIA_API: cluster.apiUrl,
    ...secretsOf(cluster, secrets),
  };
  return LocalWorkspace.createOrSelectStack({ stackName: cluster.name, workDir }, { envVars });
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
    return `another run has this stack locked; where there is none any more, run "pulumi cancel --stack ${name}"`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return errors.length > 0 ? [...new Set(errors)].join("\n") : message.trim();
}
