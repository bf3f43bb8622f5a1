import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { callbackUrlFor } from "../../client/address";
import { isGone } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/model";
import { PUBLIC_URLS } from "../../client/publicUrls";
import { clientFor, requireConnection } from "../run/connection";
import { ExpectedError } from "../rules/errors";
import { type State, urnOf } from "../inputs/model";
import { findConfiguration } from "../run/reads";
import { inputsFrom, refreshed } from "../rules/state";

type Read = ReadResult & { inputs?: object };

/** Reads the configuration as the cluster has it. An empty id tells the engine that it is gone. */
export async function read(id: string, props: Partial<State>): Promise<Read> {
  const apiUrl = props.apiUrl ?? requireConnection().apiUrl;
  const client = await clientFor({ ...props, apiUrl });
  let found: ScmConfiguration;
  try {
    found = await findConfiguration(client, apiUrl, id);
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
    if (isState(props)) {
      return { id: "", props: {} };
    }
    // A `get`: an empty id would pass for a configuration without properties.
    throw new ExpectedError(
      `${error.message}\nThe configuration ${id}, which the program reads, doesn't exist.`,
    );
  }
  if (found.provider !== "bitbucket-cloud") {
    const kind = `The configuration ${id} on ${apiUrl} is one of ${found.provider}, not of Bitbucket Cloud.`;
    throw new ExpectedError(
      isState(props)
        ? `${kind} The one that this resource managed was deleted, and another was created under its id. Nothing was ` +
            `changed. To let the other one be, run "pulumi state delete '${urnOf(props)}'" and give this resource ` +
            `another configurationId.`
        : `${kind} To read it, use getScmConfiguration.`,
    );
  }
  const state = refreshed(isState(props) ? props : stateToStartFrom(apiUrl, props), found);
  return { id, props: state, inputs: inputsFrom(state) };
}

function isState(props: Partial<State>): props is State {
  return props.__managed !== undefined;
}

// A `get` has no state yet: all that can be known comes from the cluster.
function stateToStartFrom(apiUrl: string, props: Partial<State>): State {
  return {
    __urn: urnOf(props),
    __managed: ["name"],
    consumerKey: "",
    consumerSecret: null,
    urls: PUBLIC_URLS,
    name: null,
    enabled: true,
    isDefault: false,
    configurationId: null,
    adopt: null,
    whenInUse: "fail",
    verifyConsumer: "credentials",
    apiUrl,
    callbackUrl: callbackUrlFor(apiUrl),
  };
}
