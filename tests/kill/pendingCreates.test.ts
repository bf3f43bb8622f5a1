import { startEmulator } from "../../emulator/src";
import { bitbucket, connectionTo, held, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { HOSTS } from "../support/hosts";
import { Stack } from "../support/stack";
import { InterceptingProxy } from "./support/interceptingProxy";
import { kills, runKilled } from "./support/kills";
import { kill } from "./support/processes";
import { hasPendingOperations, resourcesOf } from "./support/stateFile";

/*
 * `pulumi refresh --import-pending-creates URN --import-pending-creates ID` marks the pending create as a pending import
 * (pulumi/pulumi pkg/cmd/pulumi/operations/refresh.go, `pendingCreatesToImports`). In version 3.274.1 the engine then
 * discards it, whichever provider it is: no code reads a pending import. So an import follows.
 */
test("imports the configuration of a killed create, and the next up records the secret without a replacement", async () => {
  const emulator = await startEmulator();
  await using proxy = await InterceptingProxy.start(emulator.url);
  const stack = await Stack.create({
    host: "yaml",
    env: { ...connectionTo(emulator), ALGORITHMIA_API: proxy.url },
  });
  try {
    stack.declare(bitbucket({ name: "Data Science" }));
    const [killBoth] = kills.filter(({ dies, moment }) => dies === "both" && moment === "after");
    if (killBoth === undefined) throw new Error("no such kill");
    const survivors = await runKilled(stack, "up", proxy, 0, killBoth);
    survivors.forEach(({ pid }) => kill(pid));
    proxy.reset();
    const [{ id } = { id: "" }] = held(emulator);
    expect(hasPendingOperations(stack)).toBe(true);

    emulator.requests.clear();
    const urn = `urn:pulumi:test::test::${HOSTS.yaml.type}::bitbucket`;
    await stack.refresh("--import-pending-creates", urn, "--import-pending-creates", id);
    expect(hasPendingOperations(stack)).toBe(false);
    expect(resourcesOf(stack)).toEqual([]);
    await stack.succeed(
      ...["import", HOSTS.yaml.type, "bitbucket", id],
      ...["--yes", "--skip-preview", "--generate-code=false", "--protect=false"],
    );
    expect(resourcesOf(stack)).toMatchObject([{ urn, id, outputs: { name: "Data Science" } }]);

    const up = await stack.up();
    expect(up.steps).toEqual(["update bitbucket"]);
    expect(up.diagnostics).toContainEqual({
      severity: "warning",
      on: "bitbucket",
      message: expect.stringMatching(/secret.*can't compare/is) as unknown,
    });
    expect(writes(emulator)).toEqual([]);
    await expectSettled(stack);
  } finally {
    stack.remove();
    await emulator.close();
  }
});
