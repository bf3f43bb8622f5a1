import { configurationIdFor } from "../../provider/identity";
import type { Inputs, State } from "../../provider/model";
import { stateFrom } from "../../provider/state";
import { PUBLIC_URLS } from "../../client/publicUrls";

export const OWNER =
  "organization/urn:pulumi:test::test::pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration::bitbucket";

/** Inputs as check leaves them. */
export function inputs(change: Partial<Inputs> = {}): Inputs {
  return {
    __owner: OWNER,
    consumerKey: "key-1",
    consumerSecret: "secret-1",
    urls: PUBLIC_URLS,
    enabled: true,
    adopt: false,
    whenInUse: "fail",
    verifyConsumer: "off",
    apiUrl: "https://cluster.test",
    callbackUrl: "https://cluster.test",
    ...change,
  };
}

/** The state after such inputs were created, and the id that they were created under. */
export function created(change: Partial<Inputs> = {}): { id: string; state: State } {
  const wanted = inputs(change);
  return {
    id: configurationIdFor(wanted),
    state: { ...stateFrom(wanted, {}), isDefault: wanted.isDefault === true },
  };
}
