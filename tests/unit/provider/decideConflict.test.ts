import { decideConflict } from "../../../provider/decideConflict";
import { configurationIdFor } from "../../../provider/identity";
import { PUBLIC_URLS } from "../../../client/publicUrls";
import { inputs } from "../../support/inputs";

const plainly = { stays: () => false, afterLostAnswer: false };
const internal = { id: "internal", provider: "internal" };

function entry(id: string, change: { clientId?: string; provider?: string } = {}) {
  return { id, provider: "bitbucket-cloud", clientId: "key-1", urls: PUBLIC_URLS, ...change };
}

test("its own id is its own first try", () => {
  const first = entry(configurationIdFor(inputs()));
  expect(decideConflict(inputs(), [internal, first], plainly)).toEqual({
    kind: "own first try",
    existing: first,
  });
});

test("an id of the user's own is another's: a first try can't be told from one made by hand", () => {
  const other = entry("bitbucket");
  const wanted = inputs({ configurationId: "bitbucket" });
  expect(decideConflict(wanted, [internal, other], plainly)).toEqual({
    kind: "another's",
    existing: other,
  });
});

test("an id of the user's own is a first try where an answer to it was lost, and its consumer is there", () => {
  const wanted = inputs({ configurationId: "bitbucket" });
  const after = { ...plainly, afterLostAnswer: true };
  expect(decideConflict(wanted, [entry("bitbucket")], after).kind).toBe("own first try");
  expect(decideConflict(wanted, [entry("bitbucket", { clientId: "key-2" })], after).kind).toBe("another's");
});

test("the same consumer under another id of the same owner is its own leftover", () => {
  const leftover = entry(configurationIdFor(inputs({ consumerSecret: "secret-0" })));
  expect(decideConflict(inputs(), [internal, leftover], plainly)).toEqual({
    kind: "own leftover",
    existing: leftover,
  });
});

test("a leftover that this run keeps for another purpose is not deleted", () => {
  const kept = entry(configurationIdFor(inputs({ consumerSecret: "secret-0" })));
  expect(decideConflict(inputs(), [internal, kept], { ...plainly, stays: (id) => id === kept.id }).kind).toBe(
    "another's",
  );
});

test("the same consumer under an id of someone else's is another's", () => {
  const other = entry(configurationIdFor(inputs({ __owner: "someone else" })));
  expect(decideConflict(inputs(), [internal, other], plainly)).toEqual({
    kind: "another's",
    existing: other,
  });
});

test.each([
  ["another key", { clientId: "key-2" }],
  ["another provider", { provider: "github" }],
])("a configuration of the same owner with %s does not stand in the way", (_what, change) => {
  const bystander = entry(configurationIdFor(inputs({ consumerSecret: "secret-0" })), change);
  expect(decideConflict(inputs(), [internal, bystander], plainly)).toEqual({
    kind: "another's",
    existing: undefined,
  });
});

test("one whose key the cluster does not show is never taken for a leftover", () => {
  const { clientId: _hidden, ...silent } = entry(configurationIdFor(inputs({ consumerSecret: "secret-0" })));
  expect(decideConflict(inputs(), [internal, silent], plainly).kind).toBe("another's");
});
