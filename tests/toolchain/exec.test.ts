import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";
import { StubGo } from "./stub-go";

let sandbox: Sandbox;
let go: StubGo;

beforeEach(() => {
  sandbox = new Sandbox();
  go = new StubGo(sandbox);
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

function pulumiOnPath(version: string): void {
  sandbox.program("pulumi", `case $1 in version) echo ${version} ;; *) echo "from PATH: $*" ;; esac`);
}

const neverBuilt = () => sandbox.toolchain("exec", ["pulumi", "up"], { env: { TOOLCHAIN_PULUMI: "path" } });

describe("the CLI", () => {
  it.each(["v3.259.0", "v3.300.1", "v3.260.0-alpha.1"])(
    "is the one on PATH at version %s",
    async (version) => {
      pulumiOnPath(version);
      sandbox.program("pulumi-language-nodejs", "");
      expect(await sandbox.toolchain("exec", ["pulumi", "up"])).toMatchObject({
        code: 0,
        stdout: "from PATH: up\n",
      });
      expect(go.compilations()).toEqual([]);
    },
  );

  it("is built if the one on PATH is too old", async () => {
    pulumiOnPath("v3.258.9");
    sandbox.program("pulumi-language-nodejs", "");
    expect(await sandbox.toolchain("exec", ["pulumi", "up"])).toMatchObject({
      code: 0,
      stdout: "built: up\n",
    });
  });

  it.each(["v2.300.0", "v4.0.0", "", "unknown"])("is built if the one on PATH prints %j", async (version) => {
    pulumiOnPath(version);
    sandbox.program("pulumi-language-nodejs", "");
    expect(await neverBuilt()).toMatchObject({ code: 1, stdout: "" });
  });

  it("is built if the one on PATH has no language host", async () => {
    pulumiOnPath("v3.259.0");
    expect(await neverBuilt()).toMatchObject({ code: 1, stdout: "" });
  });

  it("is the one on PATH if that is a symbolic link to a file with the language host beside it", async () => {
    symlinkSync(sandbox.script("opt/pulumi", 'echo v3.259.0 "$@"'), sandbox.path("programs/pulumi"));
    sandbox.script("opt/pulumi-language-nodejs", "");
    expect(await sandbox.toolchain("exec", ["pulumi", "up"])).toMatchObject({ stdout: "v3.259.0 up\n" });
  });

  it("gets our launcher only if it has none", async () => {
    const launcher = ["sh", "-c", "command -v pulumi-resource-pulumi-nodejs"];
    pulumiOnPath("v3.259.0");
    sandbox.program("pulumi-language-nodejs", "");
    const ours = join(sandbox.checkout, "toolchain/bin/pulumi-resource-pulumi-nodejs");
    expect(await sandbox.toolchain("exec", launcher)).toMatchObject({ stdout: `${ours}\n` });
    const theirs = sandbox.program("pulumi-resource-pulumi-nodejs", "");
    expect(await sandbox.toolchain("exec", launcher)).toMatchObject({ stdout: `${theirs}\n` });
  });

  it("is always or never built if TOOLCHAIN_PULUMI is set", async () => {
    pulumiOnPath("v3.259.0");
    sandbox.program("pulumi-language-nodejs", "");
    expect(await neverBuilt()).toMatchObject({ code: 0, stdout: "from PATH: up\n" });
    const up = (choice: string) =>
      sandbox.toolchain("exec", ["pulumi", "up"], { env: { TOOLCHAIN_PULUMI: choice } });
    expect(await up("buillt")).toMatchObject({ code: 1, stdout: "" });
    expect(await up("built")).toMatchObject({ code: 0, stdout: "built: up\n" });
  });
});

describe("the command", () => {
  beforeEach(() => {
    pulumiOnPath("v3.259.0");
    sandbox.program("pulumi-language-nodejs", "");
  });

  it("gets its arguments unchanged and returns its exit status", async () => {
    const args = ["sh", "-c", 'printf "<%s>" "$@"; exit 42', "sh", "a b", "", "*", "$HOME"];
    expect(await sandbox.toolchain("exec", args)).toEqual({
      code: 42,
      signal: null,
      stdout: "<a b><><*><$HOME>",
      stderr: "",
    });
  });

  it("replaces the script, so that signals reach it", async () => {
    const running = sandbox.start(join(sandbox.checkout, "toolchain/exec"), [
      "sh",
      "-c",
      "echo $$; kill -TERM $$",
    ]);
    const { stdout, signal } = await running.result;
    expect({ pid: Number(stdout), signal }).toEqual({ pid: running.pid, signal: "SIGTERM" });
  });

  it("runs in the caller's folder, also through a symbolic link and a name on PATH", async () => {
    const cwd = sandbox.path("a stack");
    mkdirSync(cwd);
    symlinkSync("../checkout/toolchain/exec", sandbox.path("programs/pexec"));
    symlinkSync("../programs/pexec", join(cwd, "link"));
    for (const command of ["./link", "pexec"]) {
      expect(await sandbox.start(command, ["sh", "-c", "pwd"], { cwd }).result).toMatchObject({
        stdout: `${cwd}\n`,
      });
    }
  });

  it("gets the caller's environment except for PATH and the skipped update check", async () => {
    const mine = { version: "1", found: "2", log: "3", started: "4", HOME: "/nowhere" };
    const changes = async (env: Record<string, string>) => {
      const lines = async (command: string, args: string[]) =>
        (await sandbox.start(command, args, { env }).result).stdout.split("\n");
      const before = await lines("env", []);
      const after = await lines(join(sandbox.checkout, "toolchain/exec"), ["env"]);
      const differing = [...before, ...after].filter(
        (line) => before.includes(line) !== after.includes(line),
      );
      return differing.filter((line) => !/^(PATH|PWD|_)=/.test(line));
    };
    expect(await changes(mine)).toEqual(["PULUMI_SKIP_UPDATE_CHECK=true"]);
    expect(await changes({ ...mine, PULUMI_SKIP_UPDATE_CHECK: "false" })).toEqual([]);
  });

  it("is required", async () => {
    expect(await sandbox.toolchain("exec")).toMatchObject({ code: 2, stdout: "" });
  });
});
