import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { SERIALIZED_PROVIDER } from "../../sdk/serializedProvider";
import { CONSUMER } from "../support/cluster";
import { URN } from "../support/inputs";

const ROOT = resolve(__dirname, "../..");

/** The packages that a piece of program loads in a process of its own, of the built code. */
function loadedBy(program: string): string[] {
  const script = `
const { provider } = require(${JSON.stringify(join(ROOT, "dist/provider/dynamic"))});
(async () => {
  await provider.configure({ config: { get: () => undefined } });
  ${program}
  const packages = Object.keys(require.cache).flatMap((path) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(path)?.[1] ?? []);
  console.log(JSON.stringify([...new Set(packages)].sort()));
})();`;
  const env = {
    PATH: process.env["PATH"],
    ALGORITHMIA_API: "https://cluster.test",
    ALGORITHMIA_API_KEY: "key",
  };
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { env, encoding: "utf8" })) as string[];
}

const NEWS = JSON.stringify({ __urn: URN, ...CONSUMER });

test("loads no package in the provider itself", () => {
  expect(loadedBy("")).toEqual([]);
});

test("loads no HTTP client for check and diff", () => {
  const checked = `const { inputs } = await provider.check({}, ${NEWS});`;
  const asked =
    loadedBy(`${checked} await provider.diff("id", { ...inputs, __managed: [], name: null, isDefault: false,
    configurationId: null }, inputs);`);
  expect(asked.filter((name) => !/^(zod|fastest-levenshtein)$/.test(name))).toEqual([]);
});

test("keeps the line in users' states short", () => {
  expect(SERIALIZED_PROVIDER.length).toBeLessThan(125);
});
