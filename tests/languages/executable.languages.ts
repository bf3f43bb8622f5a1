import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { version } from "../../package.json";
import { bitbucket, held, newCluster } from "../support/cluster";
import { ROOT } from "../support/environment";

const MAX_BYTES = 50_000_000;

/** The folders of the CLI and the YAML language host, which have no Node. */
function pathWithoutNode(): string {
  const folders = ["pulumi", "pulumi-language-yaml"].map((program) =>
    dirname(execFileSync("which", [program], { encoding: "utf8" }).trim()),
  );
  expect(folders.filter((folder) => existsSync(join(folder, "node")))).toEqual([]);
  return folders.join(delimiter);
}

it("packs the plugin as one executable that runs without Node on PATH", async () => {
  await using cluster = await newCluster({}, { host: "yaml" });
  const { emulator, stack } = cluster;
  const archive = execFileSync(join(ROOT, "toolchain/pack-plugin"), ["--executable"], {
    encoding: "utf8",
  }).trim();
  expect(statSync(archive).size).toBeLessThan(MAX_BYTES);
  await stack.succeed("plugin", "install", "resource", "algorithmia", version, "--file", archive);
  stack.usePluginOfPulumi();
  stack.setEnv({ PATH: pathWithoutNode() });
  stack.declare(bitbucket());
  expect((await stack.up()).steps).toEqual(["create bitbucket"]);
  expect((await stack.destroy()).steps).toEqual(["delete bitbucket"]);
  expect(held(emulator)).toEqual([]);
});
