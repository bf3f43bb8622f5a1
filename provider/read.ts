import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { callbackUrlFor } from "../client/address";
import { isGone } from "../client/errors/apiError";
import type { ScmConfiguration } from "../client/model";
import { PUBLIC_URLS } from "../client/publicUrls";
import { clientFor, requireConnection } from "./connection";
import { ExpectedError } from "./expectedError";
import type { State } from "./model";
import { findConfiguration } from "./reads";
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
  const state = refreshed(isState(props) ? props : stateToStartFrom(apiUrl, props), found);
  return { id, props: state, inputs: inputsFrom(state) };
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
