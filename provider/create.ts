import type { ClusterClient } from "../client/clusterClient";
import { isApiError } from "../client/errors/apiError";
import type { ScmConfiguration } from "../client/model";
import { clientFor } from "./connection";
import { decideConflict } from "./decideConflict";
import { ExpectedError, InitializationError } from "./expectedError";
import { configurationIdFor } from "./identity";
import { isKept, keep, takeReplacement } from "./memory";
import type { Inputs, State } from "./model";
import { forgetList, fullList } from "./reads";
import { removeConfiguration } from "./remove";
import { info } from "./report";
import { stateFrom } from "./state";
import { applyChanges } from "./update";

const SCM_CONFLICT = 4044;

/** Makes the configuration: one call, and one more if it is to be the cluster's default. */
export async function create(inputs: Inputs): Promise<{ id: string; outs: State }> {
  const client = await clientFor(inputs.apiUrl);
  const id = configurationIdFor(inputs);
  forgetList(inputs.apiUrl);
  const { made, leftoverWasDefault } = await make(client, id, inputs);
  keep(inputs.apiUrl, id);
  const takesBack = (takeReplacement(inputs.__owner)?.wasDefault ?? false) || leftoverWasDefault;
  const state = stateFrom(inputs, made);
  const wanted = {
    enabled: inputs.enabled,
    urls: inputs.urls,
    isDefault: inputs.isDefault === true || takesBack,
  };
  try {
    return { id, outs: await applyChanges(client, id, state, wanted) };
  } catch (error) {
    throw new InitializationError(
      id,
      state,
      `The configuration ${id} was created, but a further step failed; the next "pulumi up" goes on from there.\n` +
        (error as Error).message,
    );
  }
}

interface Made {
  readonly made: ScmConfiguration;
  readonly leftoverWasDefault: boolean;
}

async function make(client: ClusterClient, id: string, inputs: Inputs): Promise<Made> {
  try {
    return { made: await post(client, id, inputs), leftoverWasDefault: false };
  } catch (error) {
    if (!isApiError(error, SCM_CONFLICT)) {
      throw error;
    }
    const conflict = decideConflict(inputs, await fullList(client), (other) => isKept(inputs.apiUrl, other));
    switch (conflict.kind) {
      case "own first try":
        await info(
          `The configuration ${id} was there already, made by an earlier try of this resource. Going on with it.`,
        );
        return { made: conflict.existing, leftoverWasDefault: false };
      case "own leftover": {
        const leftover = conflict.existing.id;
        await info(
          `Deleting the configuration ${leftover}, which an earlier run of this resource that broke off left behind ` +
            `with the same consumer key.`,
        );
        const { wasDefault } = await removeConfiguration(client, leftover, { handsDefaultOver: true });
        return { made: await post(client, id, inputs), leftoverWasDefault: wasDefault };
      }
      case "another's":
        throw new ExpectedError(`${error.message}\n${waysOut(inputs, id, conflict.existing)}`);
    }
  }
}

async function post(client: ClusterClient, id: string, inputs: Inputs): Promise<ScmConfiguration> {
  return client.create({
    id,
    enabled: inputs.enabled,
    ...(inputs.name !== undefined && { name: inputs.name }),
    urls: inputs.urls,
    clientId: inputs.consumerKey,
    clientSecret: inputs.consumerSecret,
  });
}

function waysOut(inputs: Inputs, id: string, existing: ScmConfiguration | undefined): string {
  if (existing === undefined) {
    return (
      `The cluster's list does not show which configuration that is. Look for one of Bitbucket Cloud with this ` +
      `consumer key at ${inputs.urls.web}, and delete it or use another consumer.`
    );
  }
  const what =
    existing.id === id
      ? `the id ${id}`
      : `this consumer key and website: ${existing.id}${existing.name === undefined ? "" : ` ("${existing.name}")`}`;
  return (
    `A configuration that is not this resource's has ${what}. Either delete it on the cluster (it may be in use), or ` +
    `use another ${existing.id === id ? "configurationId" : "OAuth consumer"} here. If another resource of this ` +
    `program holds it now, as when two resources swap consumers, move in two steps: free it in one "pulumi up", ` +
    `then use it in the next.`
  );
}
