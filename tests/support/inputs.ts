import type { Existing, Inputs } from "../../provider/inputs/model";
import { stateFrom } from "../../provider/rules/state";
import { PUBLIC_URLS } from "../../client/wire/hostUrls";

export const URN =
  "urn:pulumi:test::test::pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration::bitbucket";

/** Inputs as check returns them. */
export function inputs(change: Partial<Inputs> = {}): Inputs {
  return {
    consumerKey: "key-1",
    consumerSecret: "secret-1",
    urls: PUBLIC_URLS,
    enabled: true,
    whenInUse: "fail",
    verifyConsumer: "off",
    apiUrl: "https://cluster.test",
    callbackUrl: "https://cluster.test",
    ...change,
  };
}

/** The state after a create with these inputs, and an id like a generated one. */
export function created(change: Partial<Inputs> = {}): Existing & { id: string } {
  const wanted = inputs(change);
  return {
    inputs: wanted,
    id: wanted.configurationId ?? "6c1d1a42-7f7e-4b6e-9a53-0e5b0f1f2a11",
    state: { ...stateFrom(wanted, {}), isDefault: wanted.isDefault === true },
  };
}
