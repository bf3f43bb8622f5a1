import { join } from "node:path";
import type { Stack } from "../../support/stack";
import { generateSdk, run } from "./project";

const MODULE = "example.com/pulumi-algorithmia/sdk/go";

/** Adds the generated SDK to go.mod as `pulumi package add` does. */
export async function installGo(stack: Stack): Promise<void> {
  await generateSdk("go", join(stack.directory, "sdks/algorithmia"));
  const flags = ["-require", `${MODULE}@v0.0.0`, "-replace", `${MODULE}=./sdks/algorithmia`];
  await run("go", ["mod", "edit", ...flags], { cwd: stack.directory });
  // Completes go.mod and go.sum. `go mod tidy` would also download what the tests of all modules require.
  stack.setEnv({ GOFLAGS: "-mod=mod" });
}
