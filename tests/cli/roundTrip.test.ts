import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { CheckResult } from "../../cli/doctor/model";
import { pulumiEnvironment, ROOT } from "../support/environment";
import { connectionTo, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import type { HostKind } from "../support/hosts";
import { command, type Env, type Ran } from "./support";

const HOST_OF: Record<string, HostKind> = { typescript: "dynamic", yaml: "yaml" };

test.each(["typescript", "yaml"])(
  "pulumi up of an adopted program in %s changes nothing on the cluster",
  async (language) => {
    await using cluster = await newCluster({}, { host: HOST_OF[language] ?? "dynamic" });
    const { emulator, stack } = cluster;
    const { urls, url } = emulator.bitbucket;
    const first = emulator.bitbucket.addConsumer({ isPrivate: true });
    const second = emulator.bitbucket.addConsumer({ isPrivate: true });
    emulator.seed({
      id: "by-hand",
      name: 'Data \u202e"Science" 🧪 ${stack} $$1: {x}',
      urls,
      clientId: first.key,
      clientSecret: first.secret,
      default: true,
    });
    emulator.seed({ id: "idle", enabled: false, urls, clientId: second.key, clientSecret: second.secret });
    const before = [emulator.scms(), emulator.secretOf("by-hand"), emulator.secretOf("idle")];

    const adopted = await command(
      [
        "adopt",
        "--cwd",
        stack.directory,
        "--project",
        "test",
        "--force",
        "--language",
        language,
        stack.directory,
      ],
      connectionTo(emulator),
    );
    expect(adopted.status).toBe(0);
    // The plugin of this checkout, instead of an installed one.
    const withPlugin = { PATH: `${join(ROOT, "plugin")}${delimiter}${process.env["PATH"] ?? ""}` };
    stack.setEnv(withPlugin);
    const keys = [...adopted.out.matchAll(/config set --secret (\w+)$/gm)].map(([, key]) => key ?? "");
    const values = [first.key, first.secret, second.key, second.secret];
    expect(keys).toHaveLength(values.length);
    for (const [index, key] of keys.entries()) {
      await stack.succeed("config", "set", "--secret", key, values[index] ?? "");
    }

    emulator.requests.clear();
    expect((await stack.up()).steps.toSorted()).toEqual([
      "create bitbucket-1",
      "create bitbucket-data-science-stack-1-x",
    ]);
    expect(writes(emulator)).toEqual(["POST /v1/admin/scms", "POST /v1/admin/scms"]);
    await expectSettled(stack);
    expect([emulator.scms(), emulator.secretOf("by-hand"), emulator.secretOf("idle")]).toEqual(before);

    // The doctor reads the same stack's config, which only the CLI can decrypt.
    const { ALGORITHMIA_API: address, ALGORITHMIA_API_KEY: apiKey } = connectionTo(emulator);
    await stack.succeed("config", "set", "algorithmia:apiUrl", address ?? "");
    await stack.succeed("config", "set", "--secret", "algorithmia:apiKey", apiKey ?? "");
    const { status, out } = await doctorIn(
      stack.directory,
      withPlugin,
      "--json",
      "--stack",
      "test",
      "--bitbucket",
      url,
    );
    const { checks } = JSON.parse(out) as { checks: CheckResult[] };
    expect(checks.filter((line) => line.status !== "ok").map(({ check }) => check)).toEqual(["certificate"]);
    expect(checks.filter(({ check }) => check === "consumer")).toHaveLength(2);
    expect(checks.find(({ check }) => check === "credential")?.detail).toContain("from the stack's config");
    expect(status).toBe(0);
    for (const value of [...values, emulator.apiKey]) expect(out).not.toContain(value);
  },
);

test("the printed import commands import each configuration without a change on the cluster", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const [one, two] = ["by-hand", "-f '$(touch evil)'"];
  emulator.seed({ id: one, clientId: "key-1", name: "Data Science" });
  emulator.seed({ id: two, clientId: "key-2", name: "二" });
  emulator.seed({ id: "bell\u0007", clientId: "key-3", name: "Bell" });
  const before = emulator.scms();
  const { status, out } = await command(["adopt", "--import"], connectionTo(emulator));
  expect(status).toBe(0);
  expect(out).toContain("Note: the id bell");
  const commands = [...out.matchAll(/^ {2}(pulumi import .*)$/gm)].map(([, line = ""]) => line);
  expect(commands).toHaveLength(2);

  stack.declare();
  emulator.requests.clear();
  await stack.succeed("stack", "select");
  for (const line of commands)
    await stack.shell(line.replace("import", "import --yes --generate-code=false"));
  expect(stack.state().resources.map(({ id }) => id)).toEqual(expect.arrayContaining([one, two]));
  expect(writes(emulator)).toEqual([]);
  expect(emulator.scms()).toEqual(before);
  expect(existsSync(join(stack.directory, "evil"))).toBe(false);
});

function doctorIn(directory: string, change: Env, ...flags: string[]): Promise<Ran> {
  const env = { ...pulumiEnvironment(directory), ...change };
  const args = [join(ROOT, "dist/cli/main.js"), "doctor", ...flags];
  return new Promise((done) => {
    const child = execFile("node", args, { cwd: directory, env }, (_error, out, err) =>
      done({ status: child.exitCode ?? -1, out, err }),
    );
  });
}
