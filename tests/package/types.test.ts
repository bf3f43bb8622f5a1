import { createRequire } from "node:module";
import { join } from "node:path";
import type TypeScript from "typescript";
import { printed, succeed } from "./support/command";
import { manifest } from "./support/packed";
import { tsconfig } from "./support/programs";
import { Project } from "./support/project";

/** All that users can name, used as the documentation says. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration, getScmConfiguration, getScmConfigurationOutput, Provider } from "pulumi-algorithmia";
import type * as algorithmia from "pulumi-algorithmia";

const config = new pulumi.Config();
const provider = new Provider("production", {
  apiUrl: config.require("apiUrl"),
  apiKey: config.getSecret("apiKey"),
  requestTimeout: config.getNumber("requestTimeout"),
});
const args: algorithmia.BitbucketCloudScmConfigurationArgs = {
  consumerKey: config.requireSecret("consumerKey"),
  consumerSecret: config.requireSecret("consumerSecret"),
  name: config.get("name"),
  enabled: config.getBoolean("enabled"),
  urls: { web: "https://bitbucket.org", api: pulumi.output("https://api.bitbucket.org"), ssh: "ssh://git@bitbucket.org" },
};
const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", args, { provider });
// @ts-expect-error Without a key there is nothing to make.
export const wrong = new BitbucketCloudScmConfiguration("wrong", { consumerSecret: "secret" });
const read = BitbucketCloudScmConfiguration.get("read", "bitbucket-cloud");

export const id: pulumi.Output<string> = bitbucket.id;
export const name: pulumi.Output<string | null> = bitbucket.name;
export const web: pulumi.Output<string> = read.urls.web;
export const found: Promise<algorithmia.GetScmConfigurationResult> = getScmConfiguration({ id: "internal" });
export const later = getScmConfigurationOutput({ provider: "github", consumerKey: bitbucket.consumerKey }, { provider });
`;

let project: Project;

beforeAll(async () => {
  project = await Project.install({ manager: "npm", dependency: "direct", shape: "plain" });
});

afterAll(() => project.remove());

test("compiles strict programs as CommonJS and as ES modules, declarations included", async () => {
  const files = ["index.cts", "index.mts"];
  const options = tsconfig(files, { skipLibCheck: false, noEmit: true });
  const texts = Object.fromEntries(files.map((name) => [name, PROGRAM]));
  project.arrange({ ...texts, "tsconfig.json": JSON.stringify(options) }, "commonjs");
  expect(await printed("npx", ["tsc", "-p", "."], { cwd: project.home })).toBe("");
});

test("compiles the declarations with the TypeScript that Pulumi's SDK carries", () => {
  project.arrange({ "index.ts": forTypeScript38(PROGRAM) }, "commonjs");
  const load = createRequire(join(project.home, "package.json"));
  const ts = load("@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js") as typeof TypeScript;
  const compiling = ts.createProgram([join(project.home, "index.ts")], {
    strict: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.CommonJS,
  });
  // It can't read the declarations of today's Node, for which nobody can help it.
  const ours = compiling
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith("/index.ts") || fileName.includes("/pulumi-algorithmia/"));
  expect(ours.length).toBeGreaterThan(3);
  const found = ours.flatMap((file) => [
    ...compiling.getSyntacticDiagnostics(file),
    ...compiling.getSemanticDiagnostics(file),
  ]);
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});

test("installs the command with the package", async () => {
  const { version } = manifest("");
  const said = await succeed(join(project.home, "node_modules/.bin/pulumi-algorithmia"), ["--version"], {
    cwd: project.home,
  });
  expect(said.trim()).toBe(version);
});

// It knows neither this form of import nor how to expect an error.
function forTypeScript38(program: string): string {
  return program.replace("import type *", "import *").replace(/\/\/ @ts-expect-error.*\n.*\n/, "");
}
