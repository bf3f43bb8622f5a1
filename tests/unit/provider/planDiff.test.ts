import { PUBLIC_URLS } from "../../../client/wire/hostUrls";
import { planDiff } from "../../../provider/rules/planDiff";
import { UNKNOWN } from "../../../provider/inputs/unknown";
import type { Existing, State } from "../../../provider/inputs/model";
import { created, inputs } from "../../support/inputs";

/** The same resource, on a cluster that has something else. */
function observed(existing: Existing, change: Partial<State>): Existing {
  return { ...existing, state: { ...existing.state, ...change } };
}

const none = { updates: [], replaces: [] };

test("the same inputs change nothing", () => {
  const { id, ...existing } = created();
  expect(planDiff(id, existing, inputs())).toMatchObject(none);
});

test("what would be made anew as it is collides with itself, also where nothing changes", () => {
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
] as const)("a change of %s updates in place", (name, change) => {
  const { id, ...existing } = created();
  expect(planDiff(id, existing, inputs(change))).toMatchObject({ updates: [name], replaces: [] });
});

test.each([
  ["consumerKey", { consumerKey: "key-2" }, false],
  ["consumerSecret", { consumerSecret: "secret-2" }, true],
  ["name", { name: "Data Science" }, true],
  ["configurationId", { configurationId: "bitbucket" }, true],
] as const)(
  "a change of %s replaces, and deletes first only where the two can't stand together",
  (name, change, first) => {
    const { id, ...existing } = created();
    expect(planDiff(id, existing, inputs(change))).toEqual({
      updates: [],
      replaces: [name],
      collides: first,
    });
  },
);

test("another consumer at the same id collides by the id", () => {
  const existing = created({ configurationId: "bitbucket" });
  const news = inputs({ configurationId: "bitbucket", consumerKey: "key-2" });
  expect(planDiff("bitbucket", existing, news)).toEqual({
    updates: [],
    replaces: ["consumerKey"],
    collides: true,
  });
});

test("the same key at another website does not collide", () => {
  const { id, ...existing } = created();
  const urls = { web: "https://b.test", api: "https://api.b.test", ssh: "ssh://git@b.test" };
  expect(planDiff(id, existing, inputs({ urls, name: "Data Science" }))).toEqual({
    updates: ["urls"],
    replaces: ["name"],
    collides: false,
  });
});

describe("what the program does not set is not managed", () => {
  test("a name that the cluster made up is no drift", () => {
    const { id, ...existing } = created();
    expect(planDiff(id, observed(existing, { name: null }), inputs())).toMatchObject(none);
  });

  test("a mark of the default given by hand is no drift", () => {
    const { id, ...existing } = created();
    expect(planDiff(id, observed(existing, { isDefault: true }), inputs())).toMatchObject(none);
  });

  test("an id that the program stops setting stays, and is recorded as unmanaged", () => {
    const existing = created({ configurationId: "bitbucket" });
    expect(planDiff("bitbucket", existing, inputs())).toMatchObject({
      updates: ["configurationId"],
      replaces: [],
    });
  });

  test("a name that the program stops setting stays, and is recorded as unmanaged", () => {
    const { id, ...existing } = created({ name: "Data Science" });
    expect(planDiff(id, existing, inputs())).toMatchObject({ updates: ["name"], replaces: [] });
  });
});

describe("the default", () => {
  test("taken away by hand is drift", () => {
    const { id, ...existing } = created({ isDefault: true });
    expect(planDiff(id, observed(existing, { isDefault: false }), inputs({ isDefault: true }))).toMatchObject(
      {
        updates: ["isDefault"],
      },
    );
  });

  test("given by hand before the program sets it is recorded as managed", () => {
    const { id, ...existing } = created();
    expect(planDiff(id, observed(existing, { isDefault: true }), inputs({ isDefault: true }))).toMatchObject({
      updates: ["isDefault"],
    });
  });

  test("that the program stops setting is recorded as unmanaged", () => {
    const { id, ...existing } = created({ isDefault: true });
    expect(planDiff(id, existing, inputs())).toMatchObject({ updates: ["isDefault"], replaces: [] });
  });
});

describe("what is not known yet", () => {
  test.each([
    "consumerKey",
    "consumerSecret",
    "name",
    "configurationId",
    "urls",
    "enabled",
    "apiUrl",
  ] as const)("%s counts as an update, never as a replacement", (name) => {
    const { id, ...existing } = created();
    const news = { ...inputs(), [name]: UNKNOWN };
    expect(planDiff(id, existing, news)).toMatchObject({ updates: [name], replaces: [] });
  });

  test("inside urls counts as an update of urls", () => {
    const { id, ...existing } = created();
    const news = { ...inputs(), urls: { ...inputs().urls, web: UNKNOWN } };
    expect(planDiff(id, existing, news)).toMatchObject({ updates: ["urls"], replaces: [], collides: false });
  });

  test("a known change beside it still replaces", () => {
    const { id, ...existing } = created();
    const news = { ...inputs({ consumerKey: "key-2" }), enabled: UNKNOWN } as const;
    expect(planDiff(id, existing, news)).toMatchObject({ updates: ["enabled"], replaces: ["consumerKey"] });
  });
});
