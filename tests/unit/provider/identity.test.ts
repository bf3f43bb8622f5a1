import fc from "fast-check";
import { configurationIdFor, isMadeFor } from "../../../provider/identity";
import { inputs, OWNER } from "../../support/inputs";

test("an id never changes: it stands in users' states", () => {
  expect(configurationIdFor(inputs())).toBe("1e43fa21-516c-84e8-a864-b383f6fd5ce5");
});

test("an id is a UUID of version 8", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (owner, key, secret) => {
      const id = configurationIdFor(inputs({ __owner: owner, consumerKey: key, consumerSecret: secret }));
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(isMadeFor(owner, id)).toBe(true);
    }),
  );
});

test.each([
  ["owner", { __owner: `${OWNER}-2` }],
  ["address", { apiUrl: "https://other.test" }],
  ["consumer key", { consumerKey: "key-2" }],
  ["consumer secret", { consumerSecret: "secret-2" }],
  ["name", { name: "Data Science" }],
])("another %s has another id", (_what, change) => {
  expect(configurationIdFor(inputs(change))).not.toBe(configurationIdFor(inputs()));
});

test("an owner knows its ids by their first half, whatever they hold", () => {
  const id = configurationIdFor(inputs({ consumerSecret: "secret-2", name: "Data Science" }));
  expect(isMadeFor(OWNER, id)).toBe(true);
  expect(isMadeFor(`${OWNER}-2`, id)).toBe(false);
});

test("what can be changed in place is no part of the id", () => {
  const urls = { web: "https://b.test", api: "https://api.b.test", ssh: "ssh://git@b.test" };
  expect(configurationIdFor(inputs({ urls, enabled: false, isDefault: true }))).toBe(
    configurationIdFor(inputs()),
  );
});

test("an id of the user's own is taken as it is", () => {
  expect(configurationIdFor(inputs({ configurationId: "bitbucket" }))).toBe("bitbucket");
});
