import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.realNode();
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

const launch = (cwd: string, args: readonly string[] = []) =>
  sandbox.start(join(sandbox.checkout, "toolchain/bin/pulumi-resource-pulumi-nodejs"), args, { cwd }).result;

it("runs the host of the @pulumi/pulumi that the program's folder resolves, with all arguments", async () => {
  const host = "stack/node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js";
  sandbox.write(host, "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 5;");
  const folder = sandbox.path("stack/sub folder");
  mkdirSync(folder);
  expect(await launch(folder, ["127.0.0.1:4000", "a b"])).toMatchObject({
    code: 5,
    stdout: '["127.0.0.1:4000","a b"]\n',
  });
});

it("reports a missing @pulumi/pulumi", async () => {
  const { code, stderr } = await launch(sandbox.directory);
  expect(code).toBe(1);
  expect(stderr).toContain(`no @pulumi/pulumi can be resolved from ${sandbox.directory}`);
});
