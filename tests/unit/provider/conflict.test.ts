import { PUBLIC_URLS } from "../../../client/wire/hostUrls";
import { adoptionObstacle, conflictAdvice, conflictingConfiguration } from "../../../provider/rules/conflict";
import { inputs, URN } from "../../support/inputs";

const internal = { id: "internal", provider: "internal" };

function entry(id: string, change: object = {}) {
  return { id, provider: "bitbucket-cloud", clientId: "key-1", urls: PUBLIC_URLS, ...change };
}

describe("the configuration that a create conflicts with", () => {
  test("is the one with the same consumer key and website", () => {
    const other = entry("other", { urls: { ...PUBLIC_URLS, web: "https://Bitbucket.org/" } });
    expect(conflictingConfiguration(inputs(), [internal, other])).toBe(other);
  });

  test("is the one with the id that the user chose, before one with the same consumer", () => {
    const sameId = entry("chosen", { clientId: "key-2" });
    const list = [internal, entry("other"), sameId];
    expect(conflictingConfiguration(inputs({ configurationId: "chosen" }), list)).toBe(sameId);
  });

  test.each([
    ["another key", { clientId: "key-2" }],
    ["another provider", { provider: "github" }],
    ["another website", { urls: { ...PUBLIC_URLS, web: "https://bitbucket.example.com" } }],
    ["a key that the cluster doesn't show", { clientId: undefined }],
  ])("isn't one with %s", (_what, change) => {
    expect(conflictingConfiguration(inputs(), [internal, entry("other", change)])).toBeUndefined();
  });
});

describe("an adoption", () => {
  test("is possible if provider, consumer key, website and name match", () => {
    expect(adoptionObstacle(inputs(), entry("other", { name: "whatever" }))).toBeUndefined();
    expect(
      adoptionObstacle(inputs({ name: "Science" }), entry("other", { name: "Science" })),
    ).toBeUndefined();
  });

  test.each([
    ["provider", { provider: "github" }, {}, "github"],
    ["consumer key", { clientId: "key-2" }, {}, "another consumer key"],
    [
      "consumer key that the cluster doesn't show",
      { clientId: undefined },
      {},
      "doesn't return its consumer key",
    ],
    ["website", { urls: { ...PUBLIC_URLS, web: "https://b.example.com" } }, {}, "https://b.example.com"],
    ["website that the cluster doesn't show", { urls: undefined }, {}, "doesn't return its website"],
    ["id", {}, { configurationId: "chosen" }, "chosen"],
    ["name", { name: "Finance" }, { name: "Science" }, "Finance"],
    ["missing name", {}, { name: "Science" }, "has no name"],
  ])("isn't possible with another %s", (_what, change, wanted, reason) => {
    expect(adoptionObstacle(inputs(wanted), entry("other", change))).toContain(reason);
  });
});

describe("the advice after a conflict", () => {
  test("names the configuration and the command that continues, and never a deletion", () => {
    const advice = conflictAdvice(URN, inputs(), entry("other-1", { name: "Data Science" }));
    expect(advice).toContain(
      'The configuration other-1 ("Data Science") already exists on https://cluster.test',
    );
    expect(advice).toContain('"ALGORITHMIA_ADOPT=other-1 pulumi up"');
    expect(advice).toContain(`pulumi state untaint '${URN}'`);
    expect(advice).not.toMatch(/\bdelete (?!BeforeReplace)/i);
  });

  test("quotes an id that a shell would read otherwise", () => {
    expect(conflictAdvice(URN, inputs(), entry("it's; rm"))).toContain(
      `ALGORITHMIA_ADOPT='it'\\''s; rm' pulumi up`,
    );
  });
});
