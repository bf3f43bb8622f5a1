import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import ts from "typescript";
import { bitbucket, held, newCluster } from "../support/cluster";
import { BOTH_WITH_JAVASCRIPT, type HostKind, HOSTS } from "../support/hosts";

const ROOT = resolve(__dirname, "../..");

// The engine finds it on PATH as the language host of the pack's runtime.
const LANGUAGE_HOST = `#!/bin/sh
exec node "${join(ROOT, "tests/support/policyLanguageHost.js")}" "$@"
`;

const programFor = (module: string): string => `
const { readFileSync } = require("node:fs");
const { BitbucketCloudScmConfiguration, Provider } = require("${module}");
const [{ args: { configuration, ...connection } }] = JSON.parse(readFileSync("program.json", "utf8"));
const provider = new Provider("own", connection);
new BitbucketCloudScmConfiguration("bitbucket", configuration, { provider });
`;

/**
 * The policy pack of docs/how-to/test-your-program.md, for the classes of a host, below a folder. Gives its folder and that
 * of the program that runs it.
 */
function writePack(
  directory: string,
  { module, settingPrefix }: (typeof HOSTS)[HostKind],
): { readonly pack: string; readonly bin: string } {
  const [pack, bin] = [join(directory, "pack"), join(directory, "bin")];
  for (const folder of [pack, bin]) mkdirSync(folder);
  const page = readFileSync(join(ROOT, "docs/how-to/test-your-program.md"), "utf8");
  const [, documented = ""] = /^```typescript\n([^]*?)^```/m.exec(page) ?? [];
  const text = documented
    .replace('"pulumi-algorithmia"', `"${module}"`)
    .replace('"algorithmia:requestTimeout"', `"${settingPrefix}requestTimeout"`);
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
  writeFileSync(join(pack, "index.js"), ts.transpileModule(text, { compilerOptions }).outputText);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: node-of-the-test\nmain: index.js\n");
  writeFileSync(join(pack, "package.json"), '{ "name": "pack", "version": "0.0.1", "main": "index.js" }\n');
  symlinkSync(join(ROOT, "node_modules"), join(pack, "node_modules"));
  writeFileSync(join(bin, "pulumi-language-node-of-the-test"), LANGUAGE_HOST, { mode: 0o755 });
  return { pack, bin };
}

it.each(BOTH_WITH_JAVASCRIPT)(
  "passes resources and explicit providers to the typed policies of a policy pack (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host, program: programFor(HOSTS[host].module) });
    const { emulator, stack } = cluster;
    const { pack, bin } = writePack(stack.directory, HOSTS[host]);
    stack.setEnv({ PATH: `${bin}${delimiter}${process.env["PATH"]}` });
    const connection = { apiUrl: emulator.url, apiKey: emulator.apiKey };
    const declare = (configuration: object, requestTimeout: number) =>
      stack.declare({
        name: "",
        args: { ...connection, requestTimeout, configuration: { ...bitbucket().args, ...configuration } },
      });

    declare({}, 90);
    const refused = await stack.failing("up", "--policy-pack", pack);
    expect(refused.output).toMatch(/\[mandatory\] {2}configuration-name {2}\(.*: bitbucket\)/);
    expect(refused.output).toMatch(/\[advisory\] {2}request-timeout {2}\(.*: own\)/);
    expect(held(emulator)).toEqual([]);

    declare({ name: "Data Science" }, 60);
    const { output } = await stack.up("--policy-pack", pack);
    expect(output).not.toMatch(/\[(mandatory|advisory)\]/);
    expect(held(emulator)).toMatchObject([{ name: "Data Science" }]);
  },
);
