import type { Emulator } from "../../../emulator/src";
import { changeManually, createManually } from "./manualChanges";
import { type Command, FAULTS, type RunCommand } from "./commands";
import { runAndVerify } from "./verifiedRun";
import { type Program, type Spec, urnOf } from "./program";
import type { Run } from "./operationRun";
import { converge } from "./converge";
import { entryOf, newWorld, type World } from "./world";

/** Runs a sequence of commands on a new cluster and stack, and verifies the invariants after each run. */
export async function runSequence(emulator: Emulator, commands: readonly Command[]): Promise<void> {
  const world = newWorld(emulator);
  for (const command of commands) {
    await step(world, command);
  }
  await converge(world);
}

async function step(world: World, command: Command): Promise<void> {
  switch (command.do) {
    case "change manually":
      changeManually(world, command.what, command.which);
      return;
    case "create manually":
      createManually(world, command);
      return;
    case "taint": {
      const entry = entryOf(world, command.name);
      if (entry !== undefined) {
        entry.taint = true;
      }
      return;
    }
    case "order delete checks":
      world.emulator.setQuirks({ deleteChecks: command.checks });
      return;
    case "adopt own": {
      const adopt = entryOf(world, command.name)?.id;
      const spec = world.program[command.name];
      if (spec !== undefined) world.program = { ...world.program, [command.name]: { ...spec, adopt } };
      return;
    }
    case "lose state": {
      const entry = entryOf(world, command.name);
      world.snapshot.resources = world.snapshot.resources.filter((resource) => resource !== entry);
      return;
    }
    case "run":
      await runAndVerify(world, runOf(command));
      return;
    case "converge":
      return converge(world);
    default:
      world.program = changed(world.program, command);
  }
}

function changed(program: Program, command: Command): Program {
  const { [nameIn(command)]: spec, ...others } = program;
  switch (command.do) {
    case "declare":
      return { ...program, [command.name]: command.spec };
    case "change":
      return spec === undefined ? program : { ...program, [command.name]: { ...spec, ...command.to } };
    case "remove":
      return others;
    case "rename":
      return spec === undefined || command.to in program ? program : { ...others, [command.to]: spec };
    case "swap": {
      const other = program[command.b];
      return spec === undefined || other === undefined || command.a === command.b
        ? program
        : { ...program, [command.a]: withConsumer(spec, other), [command.b]: withConsumer(other, spec) };
    }
    default:
      return program;
  }
}

function nameIn(command: Command): string {
  return "name" in command
    ? command.name
    : "from" in command
      ? command.from
      : "a" in command
        ? command.a
        : "";
}

function withConsumer(spec: Spec, { key, secret }: Spec): Spec {
  return { ...spec, key, secret };
}

function runOf({ kind, order, refreshFirst, replace, fault, crash }: RunCommand): Run {
  return {
    operation: { kind, order, refreshFirst: refreshFirst && kind !== "preview", replace: replace.map(urnOf) },
    ...(fault !== undefined && { fault: { ...fault, ...FAULTS[fault.fault] } }),
    crash,
  };
}
