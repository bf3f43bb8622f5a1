import { assertSafe, assertSettled, violated } from "./invariants";
import { judge, type Reason, type Verdict } from "./judge";
import { takeNote } from "./notes";
import { carryOut, type Outcome, type Run } from "./runs";
import { held, type World } from "./world";

/** Carries a run out, and holds what must hold after it. */
export async function observe(world: World, run: Run): Promise<Outcome> {
  const { operation, trouble } = run;
  const before = {
    held: held(world),
    inState: new Set(world.snapshot.resources.map(({ id }) => id)),
  };
  const verdict = judge(world, operation);
  const sawCluster = !world.unseenChange || operation.refreshFirst;
  const outcome = await carryOut(world, run);
  takeNote(world, run, outcome);
  assertSafe(world, before, outcome);
  if (operation.kind === "preview" || operation.kind === "refresh") {
    const writes = outcome.sent.filter((request) => !request.startsWith("GET "));
    if (writes.length > 0) {
      violated(`A ${operation.kind} changed the cluster`, { writes });
    }
  }
  // One passing fault is the client's to get over: the run must end as if there had been none.
  const passing = trouble === undefined || (trouble.times === 1 && trouble.action.kind !== "truncatedJson");
  const disturbed = outcome.ended === "in a crash" || !passing;
  if (!disturbed || outcome.ended === "well") {
    judgeEnd(world, run, outcome, verdict);
  }
  if (!disturbed && operation.kind === "up" && outcome.ended === "well" && sawCluster) {
    assertSettled(world, before);
  }
  if (
    !disturbed &&
    operation.kind === "destroy" &&
    outcome.ended === "well" &&
    world.snapshot.resources.length > 0
  ) {
    violated("A destroy left something in the state", world.snapshot);
  }
  return outcome;
}

function judgeEnd(
  { program, snapshot, emulator }: World,
  run: Run,
  outcome: Outcome,
  verdict: Verdict,
): void {
  const facts = {
    run,
    program,
    snapshot,
    outcome,
    certain: [...verdict.certain],
    possible: [...verdict.possible],
    scms: emulator.scms(),
  };
  if (outcome.ended === "well" && verdict.certain.size > 0) {
    violated("It succeeded where it can't", facts);
  }
  for (const { id } of verdict.stuck) {
    if (emulator.scm(id) === undefined) {
      violated("One in use is gone", { id, ...facts });
    }
  }
  for (const failure of outcome.failures) {
    const reason = reasonOf(failure);
    if (reason === undefined || !(verdict.certain.has(reason) || verdict.possible.has(reason))) {
      violated(`It failed, and nothing stands in the way: ${failure.message}`, facts);
    }
  }
}

function reasonOf({ name, message }: Error): Reason | undefined {
  const code = /(?:with code|error) (\d+)/.exec(message)?.[1];
  return name === "CheckFailed" ? "check" : code === undefined ? undefined : (Number(code) as Reason);
}
