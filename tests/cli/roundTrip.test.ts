import { execFile } from "node:child_process";
import { join } from "node:path";
import type { CheckResult } from "../../cli/doctor/model";
import { pulumiEnvironment, ROOT } from "../support/environment";
import { connectionTo, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { command, type Ran } from "./support";

test("pulumi up of an adopted program changes nothing on the cluster, and the next preview is empty", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const { urls, url } = emulator.bitbucket;
  const first = emulator.bitbucket.addConsumer({ isPrivate: true });
  const second = emulator.bitbucket.addConsumer({ isPrivate: true });
  emulator.seed({
    id: "by-hand",
    name: 'Data \u202e"Science"',
    urls,
    clientId: first.key,
    clientSecret: first.secret,
    default: true,
  });
  emulator.seed({ id: "idle", enabled: false, urls, clientId: second.key, clientSecret: second.secret });
  const before = [emulator.scms(), emulator.secretOf("by-hand"), emulator.secretOf("idle")];

  const adopted = await command(
    ["adopt", "--cwd", stack.directory, "--project", "test", "--force", stack.directory],
    connectionTo(emulator),
  );
  expect(adopted.status).toBe(0);
  const keys = [...adopted.out.matchAll(/config set --secret (\w+)$/gm)].map(([, key]) => key ?? "");
  const values = [first.key, first.secret, second.key, second.secret];
  expect(keys).toHaveLength(values.length);
  for (const [index, key] of keys.entries()) {
    await stack.succeed("config", "set", "--secret", key, values[index] ?? "");
  }

  emulator.requests.clear();
  expect((await stack.up()).steps.toSorted()).toEqual([
    "create bitbucket-1",
    "create bitbucket-data-science",
  ]);
  expect(writes(emulator)).toEqual(["POST /v1/admin/scms", "POST /v1/admin/scms"]);
  await expectSettled(stack);
  expect([emulator.scms(), emulator.secretOf("by-hand"), emulator.secretOf("idle")]).toEqual(before);

  // The doctor reads the same stack's config, which only the CLI can decrypt.
  const { ALGORITHMIA_API: address, ALGORITHMIA_API_KEY: apiKey } = connectionTo(emulator);
  await stack.succeed("config", "set", "algorithmia:apiUrl", address ?? "");
  await stack.succeed("config", "set", "--secret", "algorithmia:apiKey", apiKey ?? "");
  const { status, out } = await doctorIn(stack.directory, "--json", "--stack", "test", "--bitbucket", url);
  const { checks } = JSON.parse(out) as { checks: CheckResult[] };
  expect(checks.filter((line) => line.status !== "ok").map(({ check }) => check)).toEqual(["certificate"]);
  expect(checks.filter(({ check }) => check === "consumer")).toHaveLength(2);
  expect(checks.find(({ check }) => check === "credential")?.detail).toContain("from the stack's config");
  expect(status).toBe(0);
  for (const value of [...values, emulator.apiKey]) expect(out).not.toContain(value);
});

function doctorIn(directory: string, ...flags: string[]): Promise<Ran> {
  const env = pulumiEnvironment(directory);
  const args = [join(ROOT, "dist/cli/main.js"), "doctor", ...flags];
  return new Promise((done) => {
    const child = execFile("node", args, { cwd: directory, env }, (_error, out, err) =>
      done({ status: child.exitCode ?? -1, out, err }),
    );
  });
}
