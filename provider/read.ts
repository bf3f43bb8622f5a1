import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { callbackUrlFor } from "../client/address";
import { isGone } from "../client/errors/apiError";
import type { ScmConfiguration } from "../client/model";
import { PUBLIC_URLS } from "../client/publicUrls";
import { clientFor, requireConnection } from "./connection";
import { leftoversOf } from "./decideLeftovers";
import { ExpectedError } from "./expectedError";
import type { State } from "./model";
import { findConfiguration, listAtHand } from "./reads";
import { warnOnce } from "./report";
import { inputsFrom, refreshed } from "./state";

type Read = ReadResult & { inputs?: object };

/** Reads the configuration as the cluster has it. An empty id tells the engine that it is gone. */
export async function read(id: string, props: Partial<State>): Promise<Read> {
  const apiUrl = props.apiUrl ?? requireConnection().apiUrl;
  const client = await clientFor({ ...props, apiUrl });
  let found: ScmConfiguration;
  try {
    found = await findConfiguration(client, apiUrl, id);
  } catch (error) {
    if (isGone(error)) {
      return { id: "", props: {} };
    }
    throw error;
  }
  if (found.provider !== "bitbucket-cloud") {
    throw new ExpectedError(
      `The configuration ${id} on ${apiUrl} is one of ${found.provider}, not of Bitbucket Cloud: it was deleted and ` +
        `another made under its id. Give this resource another configurationId, or delete that one on the cluster.`,
    );
  }
  await nameLeftovers(id, apiUrl, props);
  const state = refreshed(isState(props) ? props : stateToStartFrom(apiUrl, props), found);
  return { id, props: state, inputs: inputsFrom(state) };
}

// Not deleted: one that waits for its deletion is in the state too, and one may have been retained on purpose.
async function nameLeftovers(id: string, apiUrl: string, { __owner = "" }: Partial<State>): Promise<void> {
  for (const other of leftoversOf(__owner, id, await listAtHand(apiUrl))) {
    await warnOnce(
      `This resource also made the configuration ${other}, which is still on the cluster. An earlier run broke off, ` +
        `or it was retained, or Pulumi has yet to delete it. If "pulumi stack export" does not show that id, nothing ` +
        `manages it any more: delete it on the cluster unless it is in use.`,
    );
  }
}

function isState(props: Partial<State>): props is State {
  return props.__managed !== undefined;
}

// A `get` has no state yet: all that can be known comes from the cluster.
function stateToStartFrom(apiUrl: string, { __owner }: Partial<State>): State {
  return {
    __owner: __owner ?? "",
    __managed: ["name"],
    consumerKey: "",
    consumerSecret: null,
    urls: PUBLIC_URLS,
    name: null,
    enabled: true,
    isDefault: false,
    configurationId: null,
    adopt: false,
    whenInUse: "fail",
    verifyConsumer: "credentials",
    apiUrl,
    callbackUrl: callbackUrlFor(apiUrl),
  };
}
