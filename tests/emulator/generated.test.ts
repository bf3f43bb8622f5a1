import * as fc from "fast-check";

import { deviationsOf } from "../contract/support/deviations";
import { closedSchemas, type Operation, operations, type Schema } from "../contract/support/document";
import { exceptionFor } from "../contract/support/exceptions";
import { useEmulator } from "../support/shared";
import { call, URLS } from "./support";

const emulator = useEmulator();
const schemas = closedSchemas("request");

/** Values that the cluster's rules depend on, in addition to arbitrary text. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  id: ["bb", "other", "internal"],
  client_id: ["key", "other-key"],
  client_secret: ["secret"],
  ...Object.fromEntries(Object.entries(URLS).map(([name, url]) => [name, [url]])),
};

/** Bodies that the vendor's document allows, and sometimes bodies that it doesn't allow. */
function arbitraryOf(schema: Schema, name = ""): fc.Arbitrary<unknown> {
  const { $ref, properties } = schema;
  if (typeof $ref === "string") return arbitraryOf(schemas[$ref.split("/").at(-1) ?? ""] ?? {}, name);
  const right = ((): fc.Arbitrary<unknown> => {
    if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
    if (schema["type"] === "boolean") return fc.boolean();
    if (properties === undefined) {
      const telling = TELLING[name] ?? ["text"];
      return fc.oneof({ arbitrary: fc.constantFrom(...telling), weight: 12 }, fc.string({ unit: "binary" }));
    }
    const model = Object.entries(properties).map(([key, of]) => [key, arbitraryOf(of, key)] as const);
    const required = (schema["required"] ?? []) as string[];
    const requiredKeys = name === "" && properties["oauth"] !== undefined ? [...required, "oauth"] : required;
    return fc.record(Object.fromEntries(model), { requiredKeys, noNullPrototype: true });
  })();
  return fc.oneof({ arbitrary: right, weight: 30 }, fc.jsonValue());
}

interface Sent {
  readonly operation: Operation;
  readonly path: string;
  readonly body: unknown;
}

const scmId = fc.oneof(
  { arbitrary: fc.constantFrom("bb", "other", "internal", "gone"), weight: 8 },
  fc.string({ unit: "grapheme", minLength: 1 }).filter((id) => !/^\.{1,2}$/.test(id)),
);
// The emulator has no password-based hosts (see its README).
const emulated = operations.filter(({ path }) => !path.includes("/token/"));

const sent: fc.Arbitrary<Sent> = fc.constantFrom(...emulated).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    path: scmId.map((id) => operation.path.replace("{scmId}", () => encodeURIComponent(id))),
    body:
      operation.requestBody === undefined
        ? fc.constant(undefined)
        : arbitraryOf(operation.requestBody.content["application/json"]?.schema ?? {}),
  }),
);

test("conforms to the vendor's document and its own rules for any request that the document allows", async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 5, maxLength: 20 }), async (requests) => {
      emulator.reset();
      emulator.seed({ id: "other", clientId: "other-key" });
      for (const { operation, path, body } of requests) {
        const response = await call(emulator, operation.method, path, { body });
        statuses.add(response.status);
        expect(response.status).toBeLessThan(500);
        const deviations = deviationsOf({
          method: operation.method,
          path,
          query: {},
          headers: {},
          body: "",
          byClient: false,
          status: response.status,
          responseType: response.headers.get("content-type") ?? "",
          response: response.text,
        });
        expect(deviations.filter((deviation) => exceptionFor(deviation) === undefined)).toEqual([]);
      }
      const scms = emulator.scms();
      expect(scms.filter((scm) => scm.default)).toMatchObject([{ enabled: true }]);
      expect(scms.map(({ id }) => id)).toContain("internal");
      const identities = scms.flatMap(({ id, provider, clientId, urls }) => [
        id,
        ...(clientId === undefined ? [] : [JSON.stringify([provider, clientId, urls?.web])]),
      ]);
      expect(new Set(identities).size).toBe(identities.length);
    }),
    { numRuns: 60 },
  );
  // Some requests succeeded, and some were rejected, for each possible reason.
  expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 201, 204, 400, 404, 409]));
});
