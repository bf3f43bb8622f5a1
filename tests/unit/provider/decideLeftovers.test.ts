import { leftoversOf } from "../../../provider/decideLeftovers";
import { configurationIdFor } from "../../../provider/identity";
import { inputs, OWNER } from "../../support/inputs";

const entry = (id: string) => ({ id, provider: "bitbucket-cloud" });

test("what a resource made under another consumer is its leftover; its own, another's and the user's own ids are not", () => {
  const own = configurationIdFor(inputs());
  const before = configurationIdFor(inputs({ consumerKey: "key-0" }));
  const others = configurationIdFor(inputs({ __owner: `${OWNER}-2`, consumerKey: "key-2" }));
  const list = ["internal", own, before, others, "bitbucket"].map(entry);
  expect(leftoversOf(OWNER, own, list)).toEqual([before]);
});

test("without an owner, as `get` may read, nothing is", () => {
  const own = configurationIdFor(inputs());
  expect(leftoversOf("", "bitbucket", [entry(own)])).toEqual([]);
});
