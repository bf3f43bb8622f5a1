import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { createBody, call, useEmulator } from "./support";

/*
 * The vendor's own client against the emulator. Of the two that registries serve, the Python one (PyPI `algorithmia`
 * 2.0.5) has one call about SCM configurations, and the Node one (npm `algorithmia`) has none.
 */

const run = promisify(execFile);
const emulator = useEmulator();

test("the vendor's Python client lists the configurations with its bare key", async () => {
  await call(emulator(), "POST", "/v1/admin/scms", { body: createBody({ id: "bb" }) });
  const directory = mkdtempSync(join(tmpdir(), "vendor-client-"));
  try {
    await run("python3", ["-m", "pip", "install", "--quiet", "--target", directory, "algorithmia==2.0.5"]);
    const program = `
import Algorithmia, json, os
print(json.dumps(Algorithmia.client(os.environ["KEY"], os.environ["URL"]).scms()))
`;
    const { stdout } = await run("python3", ["-c", program], {
      env: {
        PATH: process.env["PATH"],
        HOME: directory,
        PYTHONPATH: directory,
        KEY: emulator().apiKey,
        URL: emulator().url,
      },
    });
    expect((JSON.parse(stdout) as { results: { id: string }[] }).results.map(({ id }) => id)).toEqual([
      "internal",
      "bb",
    ]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
