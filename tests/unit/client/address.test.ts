import fc from "fast-check";
import { callbackUrlFor, isLoopback, parseApiUrl } from "../../../client/connection/address";

test.each([
  ["https://cluster.example", "https://cluster.example", "https://cluster.example"],
  ["https://api.cluster.example", "https://cluster.example", "https://api.cluster.example"],
  ["HTTPS://API.Cluster.Example/", "https://cluster.example", "https://api.cluster.example"],
  ["https://cluster.example/v1", "https://cluster.example", "https://cluster.example"],
  ["https://cluster.example/v1/", "https://cluster.example", "https://cluster.example"],
  ["https://cluster.example:443", "https://cluster.example", "https://cluster.example"],
  ["https://api.cluster.example:8443/v1", "https://cluster.example:8443", "https://api.cluster.example:8443"],
  ["https://cluster.example.", "https://cluster.example", "https://cluster.example."],
  ["https://api.cluster", "https://cluster", "https://api.cluster"],
  ["https://apiary.example", "https://apiary.example", "https://apiary.example"],
  ["https://10.1.2.3", "https://10.1.2.3", "https://10.1.2.3"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://localhost:8080/v1", "http://localhost:8080", "http://localhost:8080"],
  ["http://[::1]:8080", "http://[::1]:8080", "http://[::1]:8080"],
])("accepts %s as a cluster's address", (raw, apiUrl, baseUrl) => {
  expect(parseApiUrl(raw)).toEqual({ apiUrl, baseUrl });
});

test.each([
  ["", "is empty; set it to the cluster's address, such as https://CLUSTER_DOMAIN"],
  [" https://cluster.example", "contains whitespace; remove it"],
  ["https://cluster.example\n", "contains whitespace; remove it"],
  ["cluster.example", "has no scheme; use https://CLUSTER_DOMAIN"],
  ["cluster.example:8443/v1", "has no scheme; use https://CLUSTER_DOMAIN"],
  ["localhost:8080", "has no scheme; use https://CLUSTER_DOMAIN"],
  ["simAPIKEYpastedHere", "has no scheme; use https://CLUSTER_DOMAIN"],
  [
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9",
    "has no scheme; use https://CLUSTER_DOMAIN",
  ],
  ["git@cluster.example:a/b", "has no scheme; use https://CLUSTER_DOMAIN"],
  ["https://", "isn't a URL; use https://CLUSTER_DOMAIN"],
  ["ssh://cluster.example", "must start with https://; use https://cluster.example"],
  [
    "https://joe:hunter2@cluster.example",
    "contains a user or password; use https://cluster.example and set the credential as apiKey",
  ],
  [
    "https://joe:12/3secret@cluster.example",
    "has a path, but the API is at the root of the cluster; use https://CLUSTER_DOMAIN",
  ],
  ["https://cluster.example?x=1", "has a query or fragment; use https://cluster.example"],
  ["https://cluster.example/#/admin", "has a query or fragment; use https://cluster.example"],
  [
    "https://cluster.example/admin",
    "has a path, but the API is at the root of the cluster; use https://cluster.example",
  ],
  [
    "https://cluster.example/v1/scms",
    "has a path, but the API is at the root of the cluster; use https://cluster.example",
  ],
  [
    "http://cluster.example",
    "would send the credential over unencrypted HTTP; use https://cluster.example, or set allowInsecureHttp to true",
  ],
])("rejects the address %j with what to write instead", (raw, failure) => {
  expect(parseApiUrl(raw)).toEqual({ failure });
});

test("accepts unencrypted HTTP to another machine if it is allowed", () => {
  expect(parseApiUrl("http://cluster.example", { allowInsecureHttp: true })).toMatchObject({
    baseUrl: "http://cluster.example",
  });
});

test("normalizes an address idempotently", () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const host = fc
    .array(fc.oneof(label, fc.constant("api")), { minLength: 1, maxLength: 4 })
    .map((labels) => labels.join("."));
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }));
  fc.assert(
    fc.property(host, port, fc.constantFrom("", "/", "/v1", "/v1/"), (name, number, path) => {
      const once = parseApiUrl(`https://${name}${number === null ? "" : `:${number}`}${path}`);
      if ("failure" in once) throw new Error(once.failure);
      expect(parseApiUrl(once.apiUrl)).toMatchObject({ apiUrl: once.apiUrl });
      expect(callbackUrlFor(once.apiUrl)).toBe(once.apiUrl);
    }),
  );
});

test("returns a failure instead of throwing for any text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl()), (raw) => expect(parseApiUrl(raw)).toBeInstanceOf(Object)),
  );
});

test("derives the consumer's callback URL from the cluster's domain without api.", () => {
  expect(callbackUrlFor("https://api.cluster.example")).toBe("https://cluster.example");
});

test.each([
  ["localhost", true],
  ["a.localhost", false],
  ["127.1.2.3", true],
  ["[::1]", true],
  ["127.evil.example", false],
  ["localhost.evil.example", false],
  ["10.0.0.1", false],
])("decides whether %s is this machine: %s", (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});
