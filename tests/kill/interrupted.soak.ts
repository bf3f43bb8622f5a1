import { type Emulator, startEmulator } from "../../emulator/src";
import { bitbucket, connectionTo, held } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { type Run, Stack } from "../support/stack";
import { namedForAdoption } from "./support/adoption";
import { InterceptingProxy } from "./support/interceptingProxy";
import { kills, runKilled } from "./support/kills";
import { kill } from "./support/processes";

/* What a killed run leaves, if a run other than the same program follows: the next run fixes it, or an error names it. */

const AFTER = kills.find(({ dies, moment }) => dies === "both" && moment === "after");
const BEFORE = kills.find(({ dies, moment }) => dies === "both" && moment === "before");

let emulator: Emulator;
let proxy: InterceptingProxy;
let stack: Stack;

beforeEach(async () => {
  emulator = await startEmulator();
  proxy = await InterceptingProxy.start(emulator.url);
  stack = await Stack.create({ env: { ...connectionTo(emulator), ALGORITHMIA_API: proxy.url } });
});

afterEach(async () => {
  stack.remove();
  await proxy[Symbol.asyncDispose]();
  await emulator.close();
});

async function killAt(at: number, how = AFTER): Promise<void> {
  if (how === undefined) {
    throw new Error("no such kill");
  }
  proxy.reset();
  (await runKilled(stack, "up", proxy, at, how)).forEach(({ pid }) => kill(pid));
}

function messagesOf({ diagnostics }: Run): string {
  return diagnostics.flatMap(({ severity, message }) => (severity === "debug" ? [] : [message])).join("\n");
}

test("deletes the replaced configuration in the next run after a kill between adoption and delete", async () => {
  const byHand = emulator.seed({ id: "by-hand", clientId: "key-2" });
  stack.declare(bitbucket());
  await stack.up();
  stack.declare(bitbucket({ consumerKey: "key-2", adopt: "by-hand" }));
  await killAt(3, BEFORE);
  expect(proxy.requests).toEqual([
    "POST /v1/admin/scms",
    "GET /v1/scms",
    // Whether the replaced configuration is the default at this moment.
    expect.stringContaining("GET /v1/scms/") as string,
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

  test.each([{}, { consumerSecret: "secret-2" }, { enabled: false }])(
    "is named by the next run with %j, which continues with it on request",
    async (change) => {
      stack.declare(bitbucket(change));
      const { output } = await stack.failing("up");
      expect(namedForAdoption(output)).toBe(made);
      expect(held(emulator)).toMatchObject([{ id: made, enabled: true }]);
      stack.setEnv({ ALGORITHMIA_ADOPT: made });
      await stack.up();
      expect(held(emulator)).toMatchObject([{ id: made }]);
    },
  );

  test("is reported by Pulumi before a run with another consumer key, and nothing is deleted", async () => {
    stack.declare(bitbucket({ consumerKey: "key-2" }));
    const up = await stack.up();
    expect(messagesOf(up)).toMatch(/interrupted.*bitbucket|bitbucket.*interrupted/s);
    expect(held(emulator)).toHaveLength(2);
  });

  test("is reported by Pulumi if it is no longer declared, or destroyed, and nothing is deleted", async () => {
    stack.declare();
    expect(messagesOf(await stack.up())).toMatch(/bitbucket.*interrupted/s);
    expect(messagesOf(await stack.destroy())).toMatch(/bitbucket.*interrupted/s);
    expect(held(emulator)).toMatchObject([{ id: made }]);
  });

  test("is named by the next up after --clear-pending-creates", async () => {
    await stack.refresh("--clear-pending-creates");
    expect(namedForAdoption((await stack.failing("up")).output)).toBe(made);
  });
});

test("continues a killed create under the user's own id as under a random id", async () => {
  stack.declare(bitbucket({ configurationId: "bitbucket" }));
  await killAt(1);
  expect(namedForAdoption((await stack.failing("up")).output)).toBe("bitbucket");
  stack.setEnv({ ALGORITHMIA_ADOPT: "bitbucket" });
  await stack.up();
  expect(held(emulator)).toMatchObject([{ id: "bitbucket" }]);
  await expectSettled(stack);
});
