import { assertRestored, assertSafe, assertSettled, failInvariant } from "./invariants";
import { expectedOutcome, type Reason, type ExpectedOutcome } from "./expectedOutcome";
import { recordHistory } from "./history";
import { runOperation, type Outcome, type Run } from "./operationRun";
import { held, type World } from "./world";

/** Runs an operation, and verifies the invariants after it. */
export async function runAndVerify(world: World, run: Run): Promise<Outcome> {
  const { operation, fault } = run;
  const before = {
    held: held(world),
    // A configuration with the id of a pending replacement is new, from a create whose response was lost.
    inState: new Set(
      world.snapshot.resources
        .filter(({ pendingReplacement }) => pendingReplacement !== true)
        .map(({ id }) => id),
    ),
  };
  const expected = expectedOutcome(world, operation);
  const knowsCluster = !world.hasUnseenChange || operation.refreshFirst;
  const outcome = await runOperation(world, run);
  recordHistory(world, run, outcome);
  assertSafe(world, before, outcome);
  if (operation.kind === "preview" || operation.kind === "refresh") {
    const writes = outcome.sent.filter((request) => !request.startsWith("GET "));
    if (writes.length > 0) {
      failInvariant(`A ${operation.kind} changed the cluster`, { writes });
    }
  }
  if (operation.kind === "refresh") {
    const ids = new Set(world.snapshot.resources.map(({ id }) => id));
    const dropped = held(world).filter(({ id }) => before.inState.has(id) && !ids.has(id));
    if (dropped.length > 0) {
      failInvariant("A refresh dropped a configuration that exists", { outcome, dropped });
    }
  }
  // The client retries after a single transient fault, so the run must end as without a fault.
  const isTransient = fault === undefined || (fault.times === 1 && fault.action.kind !== "truncatedJson");
  const disturbed = outcome.ended === "crash" || !isTransient;
  if (!disturbed || outcome.ended === "success") {
    verifyOutcome(world, run, outcome, expected);
  }
  if (!disturbed) {
    assertRestored(world, before, expected.undeletable);
  }
  if (!disturbed && operation.kind === "up" && outcome.ended === "success" && knowsCluster) {
    assertSettled(world, before);
  }
  if (
    !disturbed &&
    operation.kind === "destroy" &&
    outcome.ended === "success" &&
    world.snapshot.resources.length > 0
  ) {
    failInvariant("A destroy left something in the state", world.snapshot);
  }
  return outcome;
}

function verifyOutcome(
  { program, snapshot, emulator }: World,
  run: Run,
  outcome: Outcome,
  expected: ExpectedOutcome,
): void {
  const facts = {
    run,
    program,
    snapshot,
    outcome,
    certain: [...expected.certain],
    possible: [...expected.possible],
    scms: emulator.scms(),
  };
  if (outcome.ended === "success" && expected.certain.size > 0) {
    failInvariant("The run succeeded, but must fail", facts);
  }
  for (const { id } of expected.undeletable) {
    if (emulator.scm(id) === undefined) {
      failInvariant("A configuration in use was deleted", { id, ...facts });
    }
  }
  for (const failure of outcome.failures) {
    const reason = reasonOf(failure);
    if (reason === undefined || !(expected.certain.has(reason) || expected.possible.has(reason))) {
      failInvariant(`The run failed without a reason: ${failure.message}`, facts);
    }
  }
}

function reasonOf({ name, message }: Error): Reason | undefined {
  if (name === "CheckFailed") return "check";
  if (message.includes("manages it too")) return "shared";
  const code = /(?:code|error) (\d+)/.exec(message)?.[1];
  return code === undefined ? undefined : (Number(code) as Reason);
}
