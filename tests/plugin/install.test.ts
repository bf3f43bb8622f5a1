import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { version } from "../../package.json";
import { bitbucket, CONSUMER, held } from "../support/cluster";
import { ROOT, temporaryDirectory } from "../support/environment";
import type { Stack } from "../support/stack";
import { newYamlCluster } from "./support/plugin";

/** Replaces the project's node_modules with the files of the npm package, without its dependencies. */
function installPackedFiles({ directory }: Stack): void {
  const destination = temporaryDirectory("packed");
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", destination];
  const tarball = execFileSync("npm", pack, { cwd: ROOT, encoding: "utf8" }).trim();
  const folder = join(directory, "node_modules/pulumi-algorithmia");
  rmSync(join(directory, "node_modules"));
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["xzf", join(destination, tarball), "-C", folder, "--strip-components", "1"]);
}

it("runs the README's YAML program from the npm package, with encrypted settings of the stack's config", async () => {
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  const [, program = ""] = /^```yaml\n([^]*?)^```/m.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
  installPackedFiles(stack);
  writeFileSync(join(stack.directory, "Pulumi.yaml"), program.replace("name: infra", "name: test"));
  stack.setEnv({ ALGORITHMIA_API: undefined, ALGORITHMIA_API_KEY: undefined });
  const secrets = { "algorithmia:apiKey": emulator.apiKey, ...CONSUMER };
  await stack.succeed(
    ...["config", "set-all", "--plaintext", `algorithmia:apiUrl=${emulator.url}`],
    ...Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
  );

  await stack.up();
  expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey }]);
  const provider = stack.state().resources.find(({ type }) => type === "pulumi:providers:algorithmia");
  const ciphertext: unknown = expect.any(String);
  expect(provider?.inputs).toEqual({
    apiUrl: emulator.url,
    apiKey: expect.objectContaining({ ciphertext }) as unknown,
  });
  const state = JSON.stringify(stack.state());
  expect(Object.values(secrets).filter((secret) => state.includes(secret))).toEqual([]);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
});

it("runs from the archive that make plugin packs", async () => {
  await using at = await newYamlCluster();
  const { stack } = at;
  const archive = execFileSync(join(ROOT, "toolchain/pack-plugin"), { encoding: "utf8" }).trim();
  await stack.succeed("plugin", "install", "resource", "algorithmia", version, "--file", archive);
  stack.usePluginOfPulumi();
  stack.declare(bitbucket());
  expect((await stack.preview()).steps).toEqual(["create bitbucket"]);
});

it("runs from PATH", async () => {
  await using at = await newYamlCluster();
  const { stack } = at;
  stack.setEnv({ PATH: [join(ROOT, "plugin"), process.env["PATH"]].join(delimiter) });
  stack.usePluginOfPulumi();
  stack.declare(bitbucket());
  const { output, steps } = await stack.preview();
  expect(output).toContain("warning: using pulumi-resource-algorithmia from $PATH");
  expect(steps).toEqual(["create bitbucket"]);
});

it("reports a missing Node", () => {
  const bin = temporaryDirectory("bin");
  for (const tool of ["dirname", "realpath"]) {
    symlinkSync(execFileSync("which", [tool], { encoding: "utf8" }).trim(), join(bin, tool));
  }
  const run = spawnSync("/bin/sh", [join(ROOT, "plugin/pulumi-resource-algorithmia")], {
    env: { PATH: bin },
  });
  expect(run.status).toBe(1);
  expect(String(run.stderr)).toBe("The plugin requires Node 22.12 or newer, but node isn't on PATH.\n");
});
