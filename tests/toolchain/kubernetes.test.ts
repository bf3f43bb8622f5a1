import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";
import { StubGo } from "./stub-go";

let sandbox: Sandbox;
let go: StubGo;

beforeEach(() => {
  sandbox = new Sandbox();
  go = new StubGo(sandbox);
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

const start = () => sandbox.toolchain("kubernetes", ["kubernetes-api-server", "-dir", "x"]);
const built = (): string[] =>
  readdirSync(sandbox.cache).filter((name) => /^kubernetes-api-server-[0-9a-f]{16}$/.test(name));

it("builds API server and plugin once, separately from the CLI, and adds all to PATH", async () => {
  expect(await start()).toMatchObject({ code: 0, stdout: "built: -dir x\n" });
  expect(await sandbox.toolchain("kubernetes", ["pulumi", "up"])).toMatchObject({ stdout: "built: up\n" });
  expect(go.compilations()).toHaveLength(4); // API server, plugin, CLI and language host
  expect(built()).toHaveLength(1);
});

it("builds only the API server again when its source changes", async () => {
  await start();
  writeFileSync(join(sandbox.checkout, "toolchain/kubernetes-api-server/main.go"), "package main");
  await start();
  expect(go.compilations()).toHaveLength(5);
  expect(built()).toHaveLength(2);
});

it("reports what to install if Go is missing", async () => {
  rmSync(sandbox.path("programs/go"));
  const { code, stderr } = await start();
  expect(code).toBe(1);
  expect(stderr).toMatch(/No Go to build the Kubernetes API server with. Install Go 1\.\d+\.\d+ or newer/);
});
