import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "../../emulator/src";
import { CONSUMER, connectionTo, held } from "../support/cluster";
import { pulumiEnvironment, ROOT } from "../support/environment";

const run = promisify(execFile);

// The quickstart example, and the repository's root, which is a ready stack.
it.each([".", "examples/quickstart"])(
  "brings up the stack in %s, which requires only config",
  async (folder) => {
    const emulator = await startEmulator();
    const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-example-"));
    const pulumiIn = (project: string, ...args: string[]) =>
      run("pulumi", ["-C", project, ...args, "--non-interactive"], {
        env: { ...pulumiEnvironment(directory), ...connectionTo(emulator) },
      });
    const config = ["--config-file", join(directory, "Pulumi.test.yaml"), "--stack", "test"];
    const pulumi = (...args: string[]) => pulumiIn(join(ROOT, folder), ...args, ...config);
    try {
      // A new stack's config file lands beside its project file: a copy of that keeps the checkout clean.
      copyFileSync(join(ROOT, folder, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
      await pulumiIn(directory, "stack", "init", "test");
      const secrets = Object.entries(CONSUMER).flatMap(([name, value]) => ["--secret", `${name}=${value}`]);
      await pulumi("config", "set-all", ...secrets, "--plaintext", "isDefault=true");
      await pulumi("up", "--yes", "--skip-preview");
      expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey, default: true }]);
      await pulumi("preview", "--expect-no-changes");
      await pulumi("destroy", "--yes", "--skip-preview");
      expect(held(emulator)).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
      await emulator.close();
    }
  },
);
