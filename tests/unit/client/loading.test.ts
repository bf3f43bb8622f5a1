import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const client = join(__dirname, "../../../client");

/** The packages that a module loads directly or through modules of this repository. */
function packagesOf(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return new Set();
  seen.add(path);
  const found = new Set<string>();
  const imports = readFileSync(`${path}.ts`, "utf8").matchAll(
    /^(?:import|export) (?!type )[^;]*?from "([^"]+)"/gm,
  );
  for (const [, name = ""] of imports) {
    const further = name.startsWith(".") ? packagesOf(join(dirname(path), name), seen) : [name];
    for (const each of further) if (!each.startsWith("node:")) found.add(each);
  }
  return found;
}

// Check and the lifecycle methods load them at every start of Pulumi's host; node-fetch and zod take tens of milliseconds each.
test.each([
  "connection/address",
  "connection/connection",
  "connection/settings",
  "errors/errorCodes",
  "errors/apiError",
  "errors/algorithmiaError",
])("%s loads no package", (module) => {
  expect([...packagesOf(join(client, module))]).toEqual([]);
});

test("loads only node-fetch and zod for the whole client", () => {
  expect([...packagesOf(join(client, "api/clusterClient"))].sort()).toEqual(["node-fetch", "zod/mini"]);
});
