import { PUBLIC_URLS } from "../../../client/wire/hostUrls";
import { planDiff } from "../../../provider/rules/planDiff";
import { UNKNOWN } from "../../../provider/inputs/unknown";
import type { Existing, State } from "../../../provider/inputs/model";
import { created, inputs } from "../../support/inputs";

/** The same resource after a change on the cluster. */
function observed(existing: Existing, change: Partial<State>): Existing {
  return { ...existing, state: { ...existing.state, ...change } };
}

const none = { updates: [], replaces: [] };

test("plans no change for the same inputs", () => {
  const { id, ...existing } = created();
  expect(planDiff(id, existing, inputs())).toMatchObject(none);
});

test("reports a conflict with the unchanged configuration, for a forced replacement", () => {
  const { id, ...existing } = created();
  expect(planDiff(id, existing, inputs()).collides).toBe(true);
});

test.each([
  ["enabled", { enabled: false }],
  ["urls", { urls: { web: "https://b.test", api: "https://api.b.test", ssh: "ssh://git@b.test" } }],
  ["urls", { urls: { ...PUBLIC_URLS, web: `${PUBLIC_URLS.web}/` } }],
  ["isDefault", { isDefault: true }],
  ["apiUrl", { apiUrl: "https://other.test" }],
  ["callbackUrl", { callbackUrl: "https://front.test" }],
] as const)("updates a change of %s in place", (name, change) => {
  const { id, ...existing } = created();
  expect(planDiff(id, existing, inputs(change))).toMatchObject({ updates: [name], replaces: [] });
});

test.each([
  ["consumerKey", { consumerKey: "key-2" }, false],
  ["consumerSecret", { consumerSecret: "secret-2" }, true],
  ["name", { name: "Data Science" }, true],
  ["configurationId", { configurationId: "bitbucket" }, true],
] as const)(
  "replaces for a change of %s, and deletes first only if both configurations would conflict",
  (name, change, first) => {
    const { id, ...existing } = created();
    expect(planDiff(id, existing, inputs(change))).toEqual({
      updates: [],
      replaces: [name],
      collides: first,
    });
  },
);

test("reports a conflict of another consumer with the same id", () => {
  const existing = created({ configurationId: "bitbucket" });
  const news = inputs({ configurationId: "bitbucket", consumerKey: "key-2" });
  expect(planDiff("bitbucket", existing, news)).toEqual({
    updates: [],
    replaces: ["consumerKey"],
    collides: true,
  });
});

test("reports no conflict of the same key with another website", () => {
  const { id, ...existing } = created();
  const urls = { web: "https://b.test", api: "https://api.b.test", ssh: "ssh://git@b.test" };
  expect(planDiff(id, existing, inputs({ urls, name: "Data Science" }))).toEqual({
    updates: ["urls"],
    replaces: ["name"],
    collides: false,
  });
});

describe("an input that isn't set", () => {
  test("reports no drift for a name that the cluster generated", () => {
    const { id, ...existing } = created();
    expect(planDiff(id, observed(existing, { name: null }), inputs())).toMatchObject(none);
  });

  test("reports no drift for a default that an admin set", () => {
    const { id, ...existing } = created();
    expect(planDiff(id, observed(existing, { isDefault: true }), inputs())).toMatchObject(none);
  });

  test("keeps an id that the program stops setting, and records it as unmanaged", () => {
    const existing = created({ configurationId: "bitbucket" });
    expect(planDiff("bitbucket", existing, inputs())).toMatchObject({
      updates: ["configurationId"],
      replaces: [],
    });
  });

  test("keeps a name that the program stops setting, and records it as unmanaged", () => {
    const { id, ...existing } = created({ name: "Data Science" });
    expect(planDiff(id, existing, inputs())).toMatchObject({ updates: ["name"], replaces: [] });
  });
});

describe("the default", () => {
  test("is drift if an admin set another default", () => {
    const { id, ...existing } = created({ isDefault: true });
    expect(planDiff(id, observed(existing, { isDefault: false }), inputs({ isDefault: true }))).toMatchObject(
      {
        updates: ["isDefault"],
      },
    );
  });

  test("is recorded as managed if an admin set it before the program", () => {
    const { id, ...existing } = created();
    expect(planDiff(id, observed(existing, { isDefault: true }), inputs({ isDefault: true }))).toMatchObject({
      updates: ["isDefault"],
    });
  });

  test("is recorded as unmanaged if the program stops setting it", () => {
    const { id, ...existing } = created({ isDefault: true });
    expect(planDiff(id, existing, inputs())).toMatchObject({ updates: ["isDefault"], replaces: [] });
  });
});

describe("an unknown value", () => {
  test.each([
    "consumerKey",
    "consumerSecret",
    "name",
    "configurationId",
    "urls",
    "enabled",
    "apiUrl",
  ] as const)("is an update of %s, never a replacement", (name) => {
    const { id, ...existing } = created();
    const news = { ...inputs(), [name]: UNKNOWN };
    expect(planDiff(id, existing, news)).toMatchObject({ updates: [name], replaces: [] });
  });

  test("is an update of urls if it is in urls", () => {
    const { id, ...existing } = created();
    const news = { ...inputs(), urls: { ...inputs().urls, web: UNKNOWN } };
    expect(planDiff(id, existing, news)).toMatchObject({ updates: ["urls"], replaces: [], collides: false });
  });

  test("doesn't prevent the replacement for a known change of another input", () => {
    const { id, ...existing } = created();
    const news = { ...inputs({ consumerKey: "key-2" }), enabled: UNKNOWN } as const;
    expect(planDiff(id, existing, news)).toMatchObject({ updates: ["enabled"], replaces: ["consumerKey"] });
  });
});
