import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bitbucket, CONSUMER, held, sent } from "../support/cluster";
import { machineEnvironment, ROOT, temporaryDirectory } from "../support/environment";
import { newYamlCluster, until } from "./support/plugin";

const LAUNCHER = join(ROOT, "plugin/pulumi-resource-algorithmia");

it("exits after the engine is killed, also with flags before the engine's address", async () => {
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  emulator.injectFault({ method: "POST", path: "/v1/admin/scms", action: { kind: "hang" } });
  stack.declare(bitbucket());
  const run = stack.start("up", "-v=1", "--logflow", "--logtostderr");
  await until(() => sent(emulator).includes("POST /v1/admin/scms"));
  const plugins = pluginsOf(run.pid);
  expect(plugins).not.toEqual([]);
  process.kill(run.pid, "SIGKILL");
  await run.ended;
  await until(() => !plugins.some(isRunning));
});

it("cancels requests when the run is cancelled", async () => {
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  emulator.seed({ id: "existing", clientId: CONSUMER.consumerKey });
  emulator.injectFault({ method: "GET", action: { kind: "hang" }, times: 9 });
  stack.declare(bitbucket({}, { import: "existing" }));
  const run = stack.start("up");
  await until(() => sent(emulator).some((request) => request.startsWith("GET ")));
  process.kill(run.pid, "SIGINT");
  expect((await run.ended).output).toMatch(/cancelled/);
});

it("serves several engines in turn if a developer started it", async () => {
  const plugin = spawn(LAUNCHER, { env: machineEnvironment(), stdio: ["ignore", "pipe", "inherit"] });
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  const declare = (apiKey: string, isDefault: boolean) =>
    stack.declare(
      { name: "cluster", type: "pulumi:providers:algorithmia", args: { apiUrl: emulator.url, apiKey } },
      bitbucket({ isDefault }, { provider: "${cluster}" }),
    );
  try {
    stack.setEnv({ PULUMI_DEBUG_PROVIDERS: `algorithmia:${await portOf(plugin)}` });
    declare("another-key", true);
    expect((await stack.failing("up")).output).toContain("code 2002");
    declare(emulator.apiKey, true);
    const { diagnostics } = await stack.up();
    expect(diagnostics).toContainEqual({
      severity: "warning",
      on: "bitbucket",
      message: expect.stringContaining("becomes the cluster's default") as unknown,
    });
    expect(held(emulator)).toHaveLength(1);
    expect(plugin.exitCode).toBeNull();
  } finally {
    await interrupt(plugin);
  }
});

it("stores compiled code only in a folder that no other user can write", async () => {
  const caches = temporaryDirectory("caches");
  const folder = join(caches, "pulumi-algorithmia/compile-cache");
  const env = { ...machineEnvironment(), XDG_CACHE_HOME: caches, NODE_COMPILE_CACHE: undefined };
  const run = async () => {
    const plugin = spawn(LAUNCHER, { env, stdio: ["ignore", "pipe", "inherit"] });
    await portOf(plugin);
    await interrupt(plugin);
    return readdirSync(folder);
  };
  mkdirSync(folder, { recursive: true });
  chmodSync(caches, 0o777);
  expect(await run()).toEqual([]);
  chmodSync(caches, 0o755);
  expect(await run()).toHaveLength(1);
});

async function portOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("The plugin has no standard output");
  const [port] = (await once(createInterface(stdout), "line")) as [string];
  return port;
}

async function interrupt(plugin: ChildProcess): Promise<void> {
  const exited = once(plugin, "exit");
  plugin.kill("SIGINT");
  await exited;
}

function pluginsOf(engine: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === engine && args.includes("plugin.js") ? [Number(pid)] : [];
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
