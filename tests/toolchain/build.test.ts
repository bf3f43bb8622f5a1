import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { Sandbox, until, type Running } from "./sandbox";
import { StubGo } from "./stub-go";

let sandbox: Sandbox;
let go: StubGo;

function open(without: readonly string[] = []): void {
  sandbox = new Sandbox(without);
  go = new StubGo(sandbox);
}
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

const start = (): Running => sandbox.start(join(sandbox.checkout, "toolchain/exec"), ["pulumi", "up"]);

/** The cache's content without lock files. */
const cached = (): string[] =>
  existsSync(sandbox.cache) ? readdirSync(sandbox.cache).filter((name) => !/\.(flock|lock)$/.test(name)) : [];

describe.each([
  ["with flock", []],
  ["without flock", ["flock"]],
])("%s", (_, without) => {
  beforeEach(() => open(without));

  it("builds once for two concurrent calls", async () => {
    const finish = sandbox.path("finish");
    // Also ends if the test fails and removes its folder.
    go.compilesWith(`until [ -e '${finish}' ] || ! [ -d '${sandbox.directory}' ]; do sleep 0.01; done`);
    const first = start();
    await until(() => go.compilations().length === 1);
    const second = start();
    await until(() => second.stderr().includes("another process is building the Pulumi CLI"));
    writeFileSync(finish, "");
    for (const { result } of [first, second]) {
      expect(await result).toMatchObject({ code: 0, stdout: "built: up\n" });
    }
    expect(go.compilations()).toHaveLength(2); // the CLI and the language host
    expect(cached()).toHaveLength(1);
  });

  it("builds after another build was killed", async () => {
    go.compilesWith("exec sleep 60");
    const killed = start();
    await until(() => go.compilations().length === 1);
    killed.kill("SIGKILL");
    process.kill(go.pid(go.compilations()[0] ?? ""));
    await killed.result;
    expect(cached()).not.toEqual([]);
    go.compilesWith("");
    expect(await start().result).toMatchObject({ code: 0, stdout: "built: up\n" });
    expect(cached()).toHaveLength(1);
  });
});

describe("a build", () => {
  beforeEach(() => open());

  it("serves later calls without Go", async () => {
    await start().result;
    rmSync(sandbox.path("programs/go"));
    expect(await start().result).toEqual({ code: 0, signal: null, stdout: "built: up\n", stderr: "" });
  });

  it("runs again when a pinned version changes", async () => {
    await start().result;
    writeFileSync(join(sandbox.checkout, "toolchain/cli/go.sum"), "");
    await start().result;
    expect(go.compilations()).toHaveLength(4);
    expect(cached()).toHaveLength(2);
  });

  it("shows the end of its log, keeps the log, and leaves no incomplete build if it fails", async () => {
    go.compilesWith("echo 'undefined: frobnicate' >&2; exit 1");
    const { code, stderr } = await start().result;
    expect(code).toBe(1);
    expect(stderr).toContain("undefined: frobnicate");
    const [log, ...others] = cached();
    expect(log).toMatch(/^[0-9a-f]{16}\.log$/);
    expect(stderr).toContain(join(sandbox.cache, log ?? ""));
    expect(others).toEqual([]);
    go.compilesWith("");
    expect(await start().result).toMatchObject({ code: 0, stdout: "built: up\n" });
  });

  it("stops Go and leaves no incomplete build if it is stopped", async () => {
    go.compilesWith("exec sleep 60");
    const running = start();
    await until(() => go.compilations().length === 1);
    running.kill("SIGTERM");
    expect(await running.result).toMatchObject({ code: 143, stdout: "" });
    const compiler = go.pid(go.compilations()[0] ?? "");
    await until(() => !isAlive(compiler));
    expect(cached().filter((name) => !name.endsWith(".log"))).toEqual([]);
  });

  it("reports what to install if Go is missing", async () => {
    rmSync(sandbox.path("programs/go"));
    const { code, stderr } = await start().result;
    expect(code).toBe(1);
    expect(stderr).toMatch(/Install Go 1\.\d+\.\d+ or newer/);
  });

  it("is stored in the home folder's cache unless XDG_CACHE_HOME is an absolute path", async () => {
    const home = sandbox.path("home");
    const env = { HOME: home, XDG_CACHE_HOME: "relative" };
    expect(await sandbox.toolchain("exec", ["pulumi", "up"], { env })).toMatchObject({
      stdout: "built: up\n",
    });
    expect(readdirSync(join(home, ".cache/pulumi-algorithmia/toolchain"))).not.toEqual([]);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
