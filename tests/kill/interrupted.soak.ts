import { type Emulator, startEmulator } from "../../emulator/src";
import { bitbucket, connectionTo, CONSUMER, held } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { type Run, Stack } from "../support/stack";
import { Gate } from "./support/gate";
import { kills, runKilled } from "./support/kills";
import { kill } from "./support/processes";

/*
 * What a killed run leaves behind where something other than the same program comes next: whether it is put right, or
 * else named.
 */

const AFTER = kills.find(({ dies, moment }) => dies === "both" && moment === "after");
const BEFORE = kills.find(({ dies, moment }) => dies === "both" && moment === "before");

let emulator: Emulator;
let gate: Gate;
let stack: Stack;

beforeEach(async () => {
  emulator = await startEmulator();
  gate = await Gate.open(emulator.url);
  stack = await Stack.create({ env: { ...connectionTo(emulator), ALGORITHMIA_API: gate.url } });
});

afterEach(async () => {
  stack.remove();
  await gate[Symbol.asyncDispose]();
  await emulator.close();
});

async function killAt(at: number, how = AFTER): Promise<void> {
  if (how === undefined) {
    throw new Error("there is no such kill");
  }
  gate.reset();
  (await runKilled(stack, "up", gate, at, how)).forEach(({ pid }) => kill(pid));
}

function told({ diagnostics }: Run): string {
  return diagnostics.flatMap(({ severity, message }) => (severity === "debug" ? [] : [message])).join("\n");
}

test("a kill between taking one over and deleting the one that it replaces: the next run deletes that", async () => {
  const byHand = emulator.seed({ id: "by-hand", clientId: "key-2" });
  stack.declare(bitbucket());
  await stack.up();
  stack.declare(bitbucket({ consumerKey: "key-2", adopt: true }));
  await killAt(2, BEFORE);
  expect(gate.requests).toEqual([
    "POST /v1/admin/scms",
    "GET /v1/scms",
    expect.stringContaining("DELETE ") as string,
  ]);
  expect(held(emulator)).toHaveLength(2);
  await stack.up();
  expect(held(emulator)).toEqual([byHand]);
  await expectSettled(stack);
});

describe("a create that was killed after the cluster acted", () => {
  let made: string;

  beforeEach(async () => {
    stack.declare(bitbucket());
    await killAt(0);
    made = held(emulator)[0]?.id ?? "";
    expect(made).not.toBe("");
  });

  test.each([{ consumerSecret: "secret-2" }, { name: "Data Science" }])(
    "then %j: the leftover is deleted, named, and made anew",
    async (change) => {
      stack.declare(bitbucket(change));
      expect(told(await stack.up())).toContain(`Deleting the configuration ${made}`);
      expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey }]);
      expect(held(emulator)[0]?.id).not.toBe(made);
    },
  );

  test("then disabled by the program: it goes on with the same one", async () => {
    stack.declare(bitbucket({ enabled: false }));
    await stack.up();
    expect(held(emulator)).toMatchObject([{ id: made, enabled: false }]);
  });

  test("then another consumer key: Pulumi names the resource, and the next refresh the leftover", async () => {
    stack.declare(bitbucket({ consumerKey: "key-2" }));
    const up = await stack.up();
    expect(told(up)).toMatch(/interrupted.*bitbucket|bitbucket.*interrupted/s);
    expect(held(emulator)).toHaveLength(2);
    expect(told(await stack.refresh("--clear-pending-creates"))).toContain(made);
  });

  test("then no longer declared: only Pulumi names the resource, and declared again it goes on", async () => {
    stack.declare();
    expect(told(await stack.up())).toMatch(/bitbucket.*interrupted/s);
    expect(held(emulator)).toMatchObject([{ id: made }]);
    stack.declare(bitbucket());
    await stack.up();
    expect(held(emulator)).toMatchObject([{ id: made }]);
  });

  test("then a destroy: nothing deletes it, Pulumi names the resource, and declared again it goes on", async () => {
    expect(told(await stack.destroy())).toMatch(/bitbucket.*interrupted/s);
    expect(held(emulator)).toMatchObject([{ id: made }]);
    await stack.up();
    expect(held(emulator)).toMatchObject([{ id: made }]);
  });

  test("then --clear-pending-creates: the next up goes on with it, and says so", async () => {
    await stack.refresh("--clear-pending-creates");
    expect(told(await stack.up())).toContain("made by an earlier try of this resource");
    expect(held(emulator)).toMatchObject([{ id: made }]);
    await expectSettled(stack);
  });
});

test("a create under the user's own id that was killed can't be told from one made by hand: the next run asks for adopt", async () => {
  stack.declare(bitbucket({ configurationId: "bitbucket" }));
  await killAt(0);
  expect((await stack.failing("up")).output).toContain("adopt: true");
  stack.declare(bitbucket({ configurationId: "bitbucket", adopt: true }));
  await stack.up();
  expect(held(emulator)).toMatchObject([{ id: "bitbucket" }]);
});
