import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { SERIALIZED_PROVIDER } from "../../sdk/serializedProvider";
import { CONSUMER } from "../support/cluster";
import { machineEnvironment, ROOT } from "../support/environment";
import { URN } from "../support/inputs";

const NEWS = JSON.stringify({ __urn: URN, ...CONSUMER });

/** What a program with the built provider loads in a process of its own: packages, and the number of our modules. */
function loadedBy(program: string): { packages: string[]; ours: number } {
  const script = `
const { provider } = require(${JSON.stringify(join(ROOT, "dist/provider/dynamic"))});
(async () => {
  await provider.configure({ config: { get: () => undefined } });
  ${program}
  const paths = Object.keys(require.cache);
  const packages = paths.map((path) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(path)?.[1]);
  const ours = packages.filter((name) => name === undefined).length;
  console.log(JSON.stringify({ packages: [...new Set(packages.filter(Boolean))].sort(), ours }));
})();`;
  const env = {
    ...machineEnvironment(),
    ALGORITHMIA_API: "http://127.0.0.1:9",
    ALGORITHMIA_API_KEY: "key",
    ALGORITHMIA_MAX_RETRIES: "0",
    ALGORITHMIA_READY_TIMEOUT: "0",
    ALGORITHMIA_VERIFY_CONSUMER: "off",
  };
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { env, encoding: "utf8" })) as ReturnType<
    typeof loadedBy
  >;
}

// Each module takes about half a millisecond, zod and node-fetch tens of milliseconds. A higher number needs a reason.
test.each([
  ["configure", "", { packages: [], ours: 28 }],
  [
    "check and diff",
    `const { inputs } = await provider.check({}, ${NEWS});
     await provider.diff("id", { ...inputs, __managed: [], name: null, isDefault: false, configurationId: null }, inputs);`,
    { packages: ["fastest-levenshtein", "zod"], ours: 39 },
  ],
  [
    "create",
    `await provider.create((await provider.check({}, ${NEWS})).inputs).catch(() => undefined);`,
    { packages: ["fastest-levenshtein", "fetch-blob", "node-domexception", "node-fetch", "zod"], ours: 75 },
  ],
])("loads no more than necessary for %s", (_operation, program, expected) => {
  const { packages, ours } = loadedBy(program);
  expect(packages).toEqual(expected.packages);
  expect(ours).toBeLessThanOrEqual(expected.ours);
});

test("loads the dynamic provider and its packages from one file", () => {
  const { packages, ours } = loadedBy(`
    for (const path of Object.keys(require.cache)) delete require.cache[path];
    const bundled = require("pulumi-algorithmia/provider").provider;
    await bundled.configure({ config: { get: () => undefined } });
    await bundled.create((await bundled.check({}, ${NEWS})).inputs).catch(() => undefined);`);
  expect({ packages, ours }).toEqual({ packages: [], ours: 1 });
});

test.each([
  ["dynamic-provider/index.js", 620],
  ["plugin/provider.js", 1200],
])("keeps the bundle %s below %d kB", (file, kilobytes) => {
  expect(statSync(join(ROOT, "dist", file)).size / 1000).toBeLessThan(kilobytes);
});

test("keeps the length of the text in users' states", () => {
  expect(SERIALIZED_PROVIDER).toHaveLength(124);
});

test.each(["dynamic-provider", "plugin"])("names the license of each package bundled in %s", (bundle) => {
  const licenses = readFileSync(join(ROOT, "dist", bundle, "licenses.txt"), "utf8");
  expect(licenses).toMatch(/^node-fetch [\d.]+$[^]*^zod [\d.]+$/m);
});
