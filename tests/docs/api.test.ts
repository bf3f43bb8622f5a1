import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, temporaryDirectory } from "../support/environment";

test("documents each export on a page of the API reference", async () => {
  const out = temporaryDirectory("api");
  // The type check of `make test` reports type errors.
  const options = ["--out", out, "--logLevel", "Warn", "--skipErrorChecking"];
  const typedoc = [join(ROOT, "node_modules/typedoc/bin/typedoc"), ...options];
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, typedoc, { cwd: ROOT }, (_error, stdout, stderr) => done(stdout + stderr));
  });
  expect(output).toBe("");
  for (const page of [
    "classes/pulumi-algorithmia.Provider",
    "functions/pulumi-algorithmia_kubernetes.publishOutcome",
  ]) {
    expect([page, existsSync(join(out, `${page}.html`))]).toEqual([page, true]);
  }
});
