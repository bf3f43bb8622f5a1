import fc from "fast-check";
import { UNKNOWN } from "../../../provider/inputs/unknown";
import { check } from "../../../provider/operations/check";
import { checkInputs, failuresOf, newRun, right, urls } from "../../support/checkInputs";
import { URN } from "../../support/inputs";

test("accepts the required inputs only, and all inputs", () => {
  expect(failuresOf({})).toEqual({});
  const all = {
    name: "Data Science",
    enabled: true,
    isDefault: true,
    configurationId: "bitbucket-1",
    adopt: "existing-id",
  };
  const more = { whenInUse: "disable", verifyConsumer: "off", callbackUrl: "https://cluster.test" };
  expect(failuresOf({ urls, ...all, ...more })).toEqual({});
});

describe.each(["consumerKey", "consumerSecret"])("%s", (property) => {
  test.each<[string, unknown, RegExp]>([
    ["if omitted", undefined, /^is required: the consumer's (key|secret), a string$/],
    ["as null", null, /^must be the consumer's (key|secret), a string$/],
    ["if empty", "", /^is empty\. Enter only the (key|secret) that Bitbucket shows/],
    ["with a blank before it", " k", /whitespace/],
    ["with a blank behind it", "k ", /whitespace/],
    [
      "with a line break",
      "k\n",
      /contains a line break, as pasted text often does\. Enter only the (key|secret) that/,
    ],
    ["with a Windows line break", "k\r\n", /line break/],
    ["with a blank that doesn't break", "k\u00a0", /whitespace or invisible/],
    ["with a zero-width space", "\u200bk", /invisible characters/],
    ["with a byte order mark", "\ufeffk", /invisible characters/],
    ["in quotes", '"k"', /is JSON instead of the bare text\. Enter only the (key|secret) that/],
    ["as JSON", '{"key":"k","secret":"s"}', /is JSON instead of the bare text/],
    ["as an object", { key: "k" }, /^must be the consumer's (key|secret), a string$/],
    ["as a list", ["k"], /^must be the consumer's (key|secret), a string$/],
    ["as a number", 12345, /^must be the consumer's (key|secret), a string$/],
    ["as a boolean", true, /^must be the consumer's (key|secret), a string$/],
  ])("is rejected %s", (_how, value, reason) => {
    expect(failuresOf({ [property]: value })).toEqual({
      [property]: expect.stringMatching(reason) as string,
    });
  });

  test("accepts text without white space of any length, and repeats no value in a failure", () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("aZ09+/=_-.~{}[]\"'$%é漢")), minLength: 1 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (unit, times) => {
        const value = unit.repeat(times);
        const failures = failuresOf({ [property]: value });
        if (/^[[{"]/.test(value)) return;
        expect(failures).toEqual({});
      }),
    );
    const planted = "planted-secret-5e1f";
    for (const wrong of [`${planted} `, `${planted}\n`, `"${planted}"`, [planted], { [planted]: planted }]) {
      expect(JSON.stringify(failuresOf({ [property]: wrong }))).not.toContain(planted);
    }
  });
});

test.each<[string, unknown, RegExp]>([
  ["enabled", "true", /^must be true without quotes$/],
  ["enabled", 1, /^must be true or false$/],
  ["adopt", true, /^must be the id of the configuration to adopt/],
  ["adopt", "", /^must be the id of the configuration to adopt/],
  [
    "isDefault",
    false,
    /^can't be false, .*isDefault: true on the configuration that must become the default$/,
  ],
  ["isDefault", "true", /^must be true or not set$/],
  ["name", "", /^must not be empty/],
  ["name", { text: "x" }, /^must be a string$/],
  ["configurationId", "has blank", /^must be 1 to 128 letters/],
  ["configurationId", "../scms", /^must be 1 to 128 letters/],
  ["configurationId", "internal", /the cluster's own configuration/],
  ["whenInUse", "delete", /^must be "fail" or "disable"$/],
  ["verifyConsumer", true, /^must be "credentials", "permissions" or "off"$/],
  ["callbackUrl", "cluster.example.com/oauth", /^has no scheme.*https:\/\/cluster\.example\.com$/],
  [
    "apiUrl",
    "https://other.test",
    /^isn't an input\. Set the cluster with "pulumi config set algorithmia:apiUrl"/,
  ],
])("rejects %s of %j", (property, value, reason) => {
  expect(failuresOf({ [property]: value })).toEqual({
    [property]: expect.stringMatching(reason) as string,
  });
});

test("accepts the cluster's address that ignoreChanges returns", () => {
  const apiUrl = "https://old.test";
  const { failures } = checkInputs({ ...right, apiUrl }, { apiUrl });
  expect(failures).toEqual([]);
});

test.each([
  ["consumerSecrets", "consumerSecret"],
  ["consumer_key", "consumerKey"],
  ["ConsumerKey", "consumerKey"],
  ["clientId", "consumerKey"],
  ["client_secret", "consumerSecret"],
  ["default", "isDefault"],
  ["enabld", "enabled"],
  ["url", "urls"],
  ["callbackURL", "callbackUrl"],
  ["configurationID", "configurationId"],
  ["wenInUse", "whenInUse"],
])("suggests for the unknown input %s: %s", (written, meant) => {
  expect(failuresOf({ [written]: "x" })[written]).toMatch(
    new RegExp(
      `^isn't a property of this resource\\. Did you mean ${meant}\\? The properties are consumerKey, `,
    ),
  );
});

test("lists all inputs without a suggestion for an unknown input that resembles none", () => {
  expect(failuresOf({ workspace: "x" })["workspace"]).toBe(
    "isn't a property of this resource. The properties are consumerKey, consumerSecret, urls, name, enabled, isDefault, " +
      "configurationId, adopt, whenInUse, verifyConsumer, callbackUrl",
  );
});

test("suggests a member of urls for an unknown member", () => {
  expect(failuresOf({ urls: { ...urls, Web: "x" } })).toEqual({
    "urls.Web": "isn't a property of urls. Did you mean web? The properties are web, api, ssh",
  });
});

test("reports all required inputs if none is set", () => {
  const failures = failuresOf({ consumerKey: undefined, consumerSecret: undefined });
  expect(Object.keys(failures)).toEqual(["consumerKey", "consumerSecret"]);
});

test("reports all failures together", () => {
  const wrong = {
    consumerKey: "",
    urls: { web: "b", ssh: "git b" },
    enabled: "yes",
    isDefault: false,
    nam: "x",
  };
  expect(Object.keys(failuresOf(wrong)).toSorted()).toEqual(
    ["consumerKey", "enabled", "isDefault", "nam", "urls.api", "urls.ssh", "urls.web"].toSorted(),
  );
});

// The engine prints the value of a property that a failure names, even if it is secret.
test("reports failures with property paths for which the engine prints no value", () => {
  const wrong = {
    ...right,
    consumerKey: " k",
    clientSecret: "s",
    name: "",
    urls: "https://jo:pw@b",
    adopt: 1,
  };
  const { failures } = checkInputs(wrong);
  expect(failures.map(({ property }) => property).toSorted()).toEqual(
    ['["adopt"]', '["clientSecret"]', '["consumerKey"]', '["name"]', '["urls"]'].toSorted(),
  );
});

test("accepts unknown values everywhere", () => {
  const names = [
    "consumerKey",
    "consumerSecret",
    "name",
    "enabled",
    "isDefault",
    "configurationId",
    "callbackUrl",
  ];
  expect(failuresOf(Object.fromEntries(names.map((name) => [name, UNKNOWN])))).toEqual({});
  expect(failuresOf({ urls: { ...urls, web: UNKNOWN } })).toEqual({});
  expect(failuresOf({ urls: UNKNOWN })).toEqual({});
});

test("returns failures instead of throwing for any inputs", () => {
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.webUrl());
  const names = fc.constantFrom(
    "consumerKey",
    "consumerSecret",
    "urls",
    "name",
    "enabled",
    "callbackUrl",
    "x",
  );
  fc.assert(
    fc.property(fc.dictionary(names, value), (args) => {
      const { failures } = checkInputs({ ...right, ...args });
      for (const { property, reason } of failures) {
        expect(property).not.toBe("");
        expect(reason).not.toMatch(/undefined|Invalid input|\[object/);
      }
    }),
  );
});

test.each(["https://cluster.test", "http://cluster.test"])(
  "accepts its own defaults that ignoreChanges returns, for a cluster at %s",
  (apiUrl) => {
    const { run } = newRun({ apiUrl, allowInsecureHttp: "true" });
    const { inputs } = check(run, URN, {}, right);
    expect(inputs).toMatchObject({ callbackUrl: apiUrl, apiUrl });
    expect(check(run, URN, { ...inputs }, { ...right, ...inputs })).toEqual({ inputs, failures: [] });
  },
);

test("rejects a callback URL with unencrypted http that the program sets", () => {
  const { run } = newRun({ apiUrl: "http://cluster.test", allowInsecureHttp: "true" });
  const { inputs } = check(run, URN, {}, right);
  const { failures } = check(run, URN, { ...inputs }, { ...right, callbackUrl: "http://other.test" });
  expect(failures).toEqual([
    { property: '["callbackUrl"]', reason: expect.stringMatching(/uses unencrypted http/) as string },
  ]);
});
