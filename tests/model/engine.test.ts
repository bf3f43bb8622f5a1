import type { Fault } from "../../emulator/src";
import { newCluster, sent } from "../support/cluster";
import { HOSTS } from "../support/hosts";
import type { Operation } from "../support/engine/run";
import { argsOf, type Program, type Spec, urnOf } from "./support/program";
import { runOperation } from "./support/operationRun";
import { newWorld } from "./support/world";

/*
 * Compares the model of the engine with the Pulumi CLI: the same runs with the same faults must send the same requests in the
 * same order, and end alike.
 */

interface Step {
  readonly program: Program;
  readonly kind: Operation["kind"];
  readonly refreshFirst?: true;
  /** Logical names. */
  readonly replace?: readonly string[];
  readonly taint?: readonly string[];
  readonly fault?: Fault;
  readonly fails?: true;
}

const plain = {
  secret: "s",
  enabled: true,
  web: "https://bitbucket.org",
  whenInUse: "fail",
} as const;
const spec: Spec = { ...plain, key: "key-1" };
/** A rejection, which the client doesn't retry. */
const refused = { kind: "error", status: 400, code: 4020 } as const;
const refusedCreates: Fault = { method: "POST", path: "/v1/admin/scms", times: 9, action: refused };
const refusedDefault: Fault = { method: "POST", path: "/v1/admin/scms/*/default", action: refused };

/** A program with one resource, because the order of several isn't defined. */
function one(change: Partial<Spec> = {}): Program {
  return { bitbucket: { ...spec, ...change } };
}

const SCRIPTS: Record<string, readonly Step[]> = {
  "both kinds of replacement, an update in place, a refresh, and a create that fails after its delete": [
    { program: one({ isDefault: true }), kind: "up" },
    { program: one({ isDefault: true, key: "key-2" }), kind: "up" },
    {
      program: one({ key: "key-2", secret: "t" }),
      kind: "up",
      refreshFirst: true,
      fault: refusedCreates,
      fails: true,
    },
    { program: one({ key: "key-2" }), kind: "up" },
    { program: one({ key: "key-2", web: "https://bitbucket.example.com" }), kind: "up" },
    { program: one({ key: "key-2", enabled: false }), kind: "destroy", refreshFirst: true },
  ],
  "a second step that fails in a replacement, a forced one, a tainted one, and a removal": [
    { program: one(), kind: "up" },
    { program: one({ key: "key-3", isDefault: true }), kind: "up", fault: refusedDefault, fails: true },
    { program: one({ key: "key-3", isDefault: true }), kind: "up" },
    { program: one({ key: "key-3", isDefault: true }), kind: "up", replace: ["bitbucket"], fails: true },
    { program: one({ key: "key-3", isDefault: true }), kind: "up", taint: ["bitbucket"], fails: true },
    { program: {}, kind: "up" },
  ],
  "a forced replacement under the user's own id, which takes adopt": [
    { program: one({ configurationId: "own" }), kind: "up" },
    { program: one({ configurationId: "own" }), kind: "up", replace: ["bitbucket"], fails: true },
    { program: one({ configurationId: "own", adopt: "own" }), kind: "up", replace: ["bitbucket"] },
  ],
};

test.each(Object.entries(SCRIPTS))("sends the same requests as the Pulumi CLI: %s", async (_, script) => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const real: string[][] = [];
  for (const { program, kind, refreshFirst, replace = [], taint = [], fault, fails } of script) {
    stack.declare(...Object.entries(program).map(([name, spec]) => ({ name, args: argsOf(spec) })));
    for (const name of taint) {
      await stack.succeed("state", "taint", pluginUrn(name), "--yes");
    }
    emulator.requests.clear();
    emulator.clearFaults();
    if (fault !== undefined) {
      emulator.injectFault(fault);
    }
    const flags = [
      ...(kind === "preview" ? [] : ["--parallel", "1"]),
      ...(refreshFirst === true ? ["--refresh"] : []),
      ...replace.flatMap((name) => ["--target-replace", pluginUrn(name)]),
    ];
    await (fails === true ? stack.failing(kind, ...flags) : stack[kind](...flags));
    real.push(sent(emulator).map(withoutRandomIds));
  }

  const world = newWorld(emulator);
  const modelled: string[][] = [];
  for (const {
    program,
    kind,
    refreshFirst = false,
    replace = [],
    taint = [],
    fault,
    fails = false,
  } of script) {
    world.program = program;
    for (const resource of world.snapshot.resources) {
      resource.taint = taint.some((name) => urnOf(name) === resource.urn);
    }
    if (fault !== undefined) {
      emulator.injectFault(fault);
    }
    const operation = { kind, order: "one by one", refreshFirst, replace: replace.map(urnOf) } as const;
    const outcome = await runOperation(world, { operation });
    expect(outcome).toMatchObject({ ended: fails ? "failure" : "success" });
    modelled.push(outcome.sent.map(withoutRandomIds));
  }
  expect(modelled).toEqual(real);
});

function pluginUrn(name: string): string {
  return `urn:pulumi:test::test::${HOSTS.yaml.type}::${name}`;
}

function withoutRandomIds(request: string): string {
  return request.replaceAll(/[\da-f]{8}-[-\da-f]{27}/g, "ID");
}
