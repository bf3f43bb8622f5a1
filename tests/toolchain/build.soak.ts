import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

it("builds the pinned CLI and its language host from nothing but Go modules", async () => {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    // Go's build cache is in XDG_CACHE_HOME too, so that this is a cold build.
    XDG_CACHE_HOME: sandbox.path("cache"),
    TOOLCHAIN_PULUMI: "built",
  };
  const script =
    "pulumi version; command -v pulumi-language-nodejs; command -v pulumi-resource-pulumi-nodejs";
  const running = sandbox.start(join(sandbox.checkout, "toolchain/exec"), ["sh", "-ec", script], { env });
  const { code, stdout, stderr } = await running.result;
  expect(code === 0 ? "" : stderr).toBe("");
  const [version, ...programs] = stdout.trimEnd().split("\n");
  expect(version).toMatch(/^v3\.\d+\.\d+$/);
  expect(programs).toHaveLength(2);
  for (const program of programs) expect(program.startsWith(sandbox.cache)).toBe(true);
  expect(stderr).toMatch(/compiling packages, \d+ of \d+, \d+ s/);
});
