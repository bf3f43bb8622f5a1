import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { CheckResult } from "../../cli/doctor/model";
import { command, connectionTo, type Env, type Ran, projectThat } from "./support";
import { ROOT, temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();
let directory: string;

beforeEach(() => {
  directory = temporaryDirectory("cli");
});

const doctor = (change: Env = {}, ...flags: string[]): Promise<Ran> =>
  command(["doctor", "--cwd", directory, ...flags], connectionTo(emulator, change));

test("exits with 0 without problems", async () => {
  const { status, out, err } = await doctor();
  expect([status, err]).toEqual([0, ""]);
  expect(out).toMatch(/^ok +stack .*\n- +plugin .*\nok +address /);
  expect(out).toMatch(/\nNo problems found\.\n$/);
});

test("exits with 1 for a warning", async () => {
  emulator.injectFault({ method: "PATCH", action: { kind: "error", status: 404 } });
  const { status, out } = await doctor();
  expect(status).toBe(1);
  expect(out).toMatch(/\nwarning +management .*\n +-> Run the command again/);
  expect(out).toMatch(/\nno failures, 1 warning\.\n$/);
});

test("exits with 2 for a failure", async () => {
  const { status, out } = await doctor({ ALGORITHMIA_API_KEY: emulator.keys.standard });
  expect(status).toBe(2);
  expect(out).toMatch(/\nFAILURE {2}management /);
  expect(out).toMatch(/\n1 failure, no warnings\.\n$/);
});

test("--json prints one document with the same status", async () => {
  const { status, out } = await doctor({ ALGORITHMIA_API_KEY: emulator.keys.standard }, "--json");
  expect(status).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    status: "failure",
    checks: expect.arrayContaining([
      expect.objectContaining({ check: "management", status: "failure" }),
      expect.objectContaining({ check: "list", status: "ok" }),
      expect.objectContaining({ check: "callback", facts: { callbackUrl: emulator.url } }),
      expect.objectContaining({
        check: "configurations",
        facts: {
          configurations: [expect.objectContaining({ id: "internal", enabled: true, isDefault: true })],
        },
      }),
    ]) as unknown[],
  });
});

test("shows progress on a terminal, and erases the line at the end", async () => {
  emulator.injectFault({ method: "GET", action: { kind: "error", status: 503, retryAfter: 0 } });
  const env = connectionTo(emulator, { ALGORITHMIA_MAX_RETRIES: "1" });
  const { err } = await command(["doctor", "--cwd", directory], env, true);
  expect(err).toContain("… listing the cluster's configurations");
  expect(err).toContain("… status 503; retrying in");
  expect(err.endsWith("\r\u001b[K")).toBe(true);
});

describe("in a project", () => {
  // What stands for the CLI prints and ends as it is told; the real one is in the round trip.
  const pulumiThat = (script: string): Env => projectThat(directory, script);

  test("reads the config of the selected stack, with its secrets", async () => {
    const path = pulumiThat(
      `echo "$@" > args; echo '{"algorithmia:requestTimeout":{"value":"7 s","secret":false}}'`,
    );
    const { out } = await doctor(path, "--stack", "production");
    const args = readFileSync(join(directory, "args"), "utf8");
    expect(args).toMatch(/^config --json --show-secrets .*--stack=production$/m);
    expect(out).toMatch(/FAILURE +settings +algorithmia:requestTimeout/);
  });

  test.each([
    ["no stack", "echo 'error: no stack selected' >&2; exit 255", /can't be read: no stack selected/],
    ["no error message", "exit 3", /can't be read: pulumi exited with 3/],
    ["output that isn't JSON", "echo Hello", /isn't JSON/],
  ])("%s is a failure that reports the reason", async (_what, script, said) => {
    const { status, out } = await doctor(pulumiThat(script));
    expect(status).toBe(2);
    expect(out).toMatch(said);
  });

  test("a missing pulumi command is a failure", async () => {
    writeFileSync(join(directory, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
    const { out } = await doctor({ PATH: "/nonexistent" });
    expect(out).toMatch(/FAILURE +stack .*the command pulumi isn't on PATH/);
  });
});

test("--stack outside a project is a failure", async () => {
  const { status, out } = await doctor({}, "--stack", "production");
  expect(status).toBe(2);
  expect(out).toMatch(/FAILURE +stack .*no Pulumi\.yaml in/);
});

describe("plugin", () => {
  const inProject = async (project: string, env: Env = {}): Promise<CheckResult | undefined> => {
    writeFileSync(join(directory, "Pulumi.yaml"), `name: test\n${project}`);
    const isolated = { PULUMI_HOME: join(directory, "home"), PATH: process.env["PATH"] ?? "", ...env };
    const { out } = await doctor(isolated, "--json");
    return (JSON.parse(out) as { checks: CheckResult[] }).checks.find(({ check }) => check === "plugin");
  };
  const namedAt = (path: string) => `plugins: { providers: [{ name: algorithmia, path: ${path} }] }\n`;
  const own = join(ROOT, "plugin");

  test("is skipped outside a project", async () => {
    const { out } = await doctor();
    expect(out).toMatch(/\n- +plugin +no Pulumi project found\n/);
  });

  test.each([
    ["is named by the project file", namedAt(own), {}],
    ["is on PATH", "", { PATH: `${own}${delimiter}${process.env["PATH"]}` }],
  ])("starts if it %s", async (_what, plugins, env) => {
    expect(await inProject(`runtime: yaml\n${plugins}`, env)).toMatchObject({
      status: "ok",
      detail: `starts, from ${own}/pulumi-resource-algorithmia`,
    });
  });

  test("starts if the CLI installed it, from the newest version", async () => {
    const plugins = join(directory, "home/plugins");
    mkdirSync(plugins, { recursive: true });
    for (const version of ["v0.9.0", "v0.10.0", "v0.1.0"])
      symlinkSync(own, join(plugins, `resource-algorithmia-${version}`));
    expect((await inProject("runtime: { name: python }\n"))?.detail).toContain("v0.10.0/pulumi-resource-");
  });

  test.each([
    ["yaml", "runtime: yaml\n", {}, /runtime yaml requires the plugin/],
    ["python", "runtime: { name: python }\n", {}, /runtime python requires the plugin/],
    ["a wrong path", `runtime: nodejs\n${namedAt("./none")}`, {}, /has no pulumi-resource-algorithmia/],
    ["no Node", `runtime: yaml\n${namedAt(own)}`, { PATH: "/nonexistent" }, /doesn't start: /],
  ])("%s without a plugin that starts is a failure", async (_what, project, env, said) => {
    expect(await inProject(project, env)).toMatchObject({
      status: "failure",
      detail: expect.stringMatching(said) as string,
      advice: expect.stringMatching(/nstall/) as string,
    });
  });

  test("isn't required by a Node program, which can use the dynamic provider", async () => {
    expect(await inProject("runtime: nodejs\n")).toMatchObject({ status: "ok" });
  });
});
