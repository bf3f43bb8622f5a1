import { planUpdate } from "../../../provider/rules/planUpdate";
import { PUBLIC_URLS } from "../../../client/wire/hostUrls";
import { created } from "../../support/inputs";

const OTHER_URLS = { web: "https://b.test", api: "https://api.b.test", ssh: "ssh://git@b.test" };

test("plans no request without a difference", () => {
  const { state } = created();
  expect(planUpdate(state, { enabled: true, urls: PUBLIC_URLS, isDefault: false })).toEqual([]);
});

test("plans one request for enabled and urls, with all three urls", () => {
  const { state } = created();
  expect(planUpdate(state, { enabled: false, urls: OTHER_URLS, isDefault: false })).toEqual([
    { kind: "update", change: { enabled: false, urls: OTHER_URLS } },
  ]);
});

test("enables a disabled configuration before it sets the default", () => {
  const { state } = created({ enabled: false });
  expect(planUpdate(state, { enabled: true, urls: PUBLIC_URLS, isDefault: true })).toEqual([
    { kind: "update", change: { enabled: true } },
    { kind: "set default" },
  ]);
});

test("doesn't change the default if isDefault isn't set", () => {
  const { state } = created({ isDefault: true });
  expect(planUpdate(state, { enabled: true, urls: PUBLIC_URLS, isDefault: false })).toEqual([]);
});
