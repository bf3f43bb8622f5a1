import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pulumiEnvironment, ROOT } from "../support/environment";

const execute = promisify(execFile);
const SCHEMA = join(ROOT, "dist/plugin/schema.json");
const TOKEN = "algorithmia:index:BitbucketCloudScmConfiguration";

interface Schema {
  readonly resources: Readonly<Record<string, { readonly description: string }>>;
}
const schema = JSON.parse(readFileSync(SCHEMA, "utf8")) as Schema;

const home = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-schema-"));
afterAll(() => rmSync(home, { recursive: true }));

/** Runs the CLI in a project of `examples`, where the plugin has the path that the examples' pages use. */
function pulumi(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return execute("pulumi", args, { cwd: join(ROOT, "examples/python"), env: pulumiEnvironment(home) });
}

const PLUGIN = "../../plugin/pulumi-resource-algorithmia";

it("gets the built schema from the plugin", async () => {
  const { stdout, stderr } = await pulumi("package", "get-schema", PLUGIN);
  expect(JSON.parse(stdout)).toEqual(schema);
  expect(stderr).toBe("");
});

it("prints the package's and the resource's information without a warning", async () => {
  const { stdout, stderr } = await pulumi("package", "info", PLUGIN);
  expect(stdout).toContain("BitbucketCloudScmConfiguration");
  expect(stderr).toBe("");
  const resource = await pulumi("package", "info", PLUGIN, "--resource", "BitbucketCloudScmConfiguration");
  expect(resource.stdout).toContain("consumerSecret (string*)");
  expect(resource.stderr).toBe("");
});

it("rejects parameters, because the package has none", async () => {
  const run = pulumi("package", "get-schema", PLUGIN, "a-parameter");
  await expect(run).rejects.toThrow("The package algorithmia has no components, methods or parameters.");
});

it("passes the CLI's check of schemas without a warning", async () => {
  expect(await pulumi("schema", "check", SCHEMA)).toEqual({ stdout: "", stderr: "" });
});

it.each([
  ["typescript", "typescript-plugin/index.ts"],
  ["python", "python/__main__.py"],
  ["go", "go/main.go"],
  ["yaml", "yaml/Pulumi.yaml"],
])("documents the program in %s that examples/%s has", (language, file) => {
  const code = readFileSync(join(ROOT, "examples", file), "utf8");
  expect(schema.resources[TOKEN]?.description).toContain(`\`\`\`${language}\n${code}\`\`\`\n`);
});
