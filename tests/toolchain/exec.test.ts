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
  it.each(["v3.259.0", "v3.300.1", "v3.260.0-alpha.1"])("on PATH wins at %s", async (version) => {
    pulumiOnPath(version);
    sandbox.program("pulumi-language-nodejs", "");
    expect(await sandbox.toolchain("exec", ["pulumi", "up"])).toMatchObject({
      code: 0,
      stdout: "from PATH: up\n",
    });
    expect(go.compilations()).toEqual([]);
  });

  it("on PATH loses where it is too old: one is built", async () => {
    pulumiOnPath("v3.258.9");
    sandbox.program("pulumi-language-nodejs", "");
    expect(await sandbox.toolchain("exec", ["pulumi", "up"])).toMatchObject({
      code: 0,
      stdout: "built: up\n",
    });
  });

  it.each(["v2.300.0", "v4.0.0", "", "unknown"])("on PATH loses at %j", async (version) => {
    pulumiOnPath(version);
    sandbox.program("pulumi-language-nodejs", "");
    expect(await neverBuilt()).toMatchObject({ code: 1, stdout: "" });
  });

  it("on PATH loses without its language host", async () => {
    pulumiOnPath("v3.259.0");
    expect(await neverBuilt()).toMatchObject({ code: 1, stdout: "" });
  });

  it("on PATH wins as a symbolic link that has its language host beside the real file", async () => {
    symlinkSync(sandbox.script("opt/pulumi", 'echo v3.259.0 "$@"'), sandbox.path("programs/pulumi"));
    sandbox.script("opt/pulumi-language-nodejs", "");
    expect(await sandbox.toolchain("exec", ["pulumi", "up"])).toMatchObject({ stdout: "v3.259.0 up\n" });
  });

  it("on PATH gets our launcher only where it has none", async () => {
    const launcher = ["sh", "-c", "command -v pulumi-resource-pulumi-nodejs"];
    pulumiOnPath("v3.259.0");
    sandbox.program("pulumi-language-nodejs", "");
    const ours = join(sandbox.checkout, "toolchain/bin/pulumi-resource-pulumi-nodejs");
    expect(await sandbox.toolchain("exec", launcher)).toMatchObject({ stdout: `${ours}\n` });
    const theirs = sandbox.program("pulumi-resource-pulumi-nodejs", "");
    expect(await sandbox.toolchain("exec", launcher)).toMatchObject({ stdout: `${theirs}\n` });
  });

  it("is built in spite of one on PATH, or never, where TOOLCHAIN_PULUMI says so", async () => {
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

  it("gets its arguments as they are and hands back its exit status", async () => {
    const args = ["sh", "-c", 'printf "<%s>" "$@"; exit 42', "sh", "a b", "", "*", "$HOME"];
    expect(await sandbox.toolchain("exec", args)).toEqual({
      code: 42,
      signal: null,
      stdout: "<a b><><*><$HOME>",
      stderr: "",
    });
  });

  it("takes the script's place, so that signals reach it", async () => {
    const running = sandbox.start(join(sandbox.checkout, "toolchain/exec"), [
      "sh",
      "-c",
      "echo $$; kill -TERM $$",
    ]);
    const { stdout, signal } = await running.result;
    expect({ pid: Number(stdout), signal }).toEqual({ pid: running.pid, signal: "SIGTERM" });
  });

  it("runs in the caller's folder, by a symbolic link and by a name on PATH too", async () => {
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

  it("sees the caller's environment but for PATH and the skipped update check", async () => {
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

  it("must be given", async () => {
    expect(await sandbox.toolchain("exec")).toMatchObject({ code: 2, stdout: "" });
  });
});
