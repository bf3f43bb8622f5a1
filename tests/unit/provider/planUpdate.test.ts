import { planUpdate } from "../../../provider/rules/planUpdate";
import { PUBLIC_URLS } from "../../../client/wire/hostUrls";
import { created } from "../../support/inputs";

const OTHER_URLS = { web: "https://b.test", api: "https://api.b.test", ssh: "ssh://git@b.test" };

test("nothing that differs is no call", () => {
  const { state } = created();
  expect(planUpdate(state, { enabled: true, urls: PUBLIC_URLS, isDefault: false })).toEqual([]);
});

test("enabled and urls together are one call, with all three urls", () => {
  const { state } = created();
  expect(planUpdate(state, { enabled: false, urls: OTHER_URLS, isDefault: false })).toEqual([
    { kind: "update", change: { enabled: false, urls: OTHER_URLS } },
  ]);
});

test("a disabled one is enabled before it becomes the default", () => {
  const { state } = created({ enabled: false });
  expect(planUpdate(state, { enabled: true, urls: PUBLIC_URLS, isDefault: true })).toEqual([
    { kind: "update", change: { enabled: true } },
    { kind: "set default" },
  ]);
});

test("the default is left alone where it is not wanted", () => {
  const { state } = created({ isDefault: true });
  expect(planUpdate(state, { enabled: true, urls: PUBLIC_URLS, isDefault: false })).toEqual([]);
});
