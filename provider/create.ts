import type { ClusterClient } from "../client/clusterClient";
import { isApiError } from "../client/errors/apiError";
import type { ScmConfiguration } from "../client/model";
import { clientFor } from "./connection";
import { InitializationError } from "./expectedError";
import { configurationIdFor } from "./identity";
import { keep, takeReplacement } from "./memory";
import type { Inputs, State } from "./model";
import { forgetList } from "./reads";
import { removeConfiguration } from "./remove";
import { info } from "./report";
import { settleConflict } from "./settleConflict";
import { stateFrom } from "./state";
import { applyChanges } from "./update";
import { verifyConsumer } from "./verifyConsumer";

const SCM_CONFLICT = 4044;

/** Makes the configuration: one call, and one more if it is to be the cluster's default. */
export async function create(inputs: Inputs): Promise<{ id: string; outs: State }> {
  const client = await clientFor(inputs.apiUrl);
  await verifyConsumer(inputs);
  forgetList(inputs.apiUrl);
  const { made, leftoverWasDefault } = await make(client, inputs);
  const { id } = made;
  keep(inputs.apiUrl, id);
  // The mark goes from what is replaced to what replaces it, also where it was given by hand.
  const inherits = (takeReplacement(inputs.__owner)?.wasDefault ?? false) || leftoverWasDefault;
  const state = stateFrom(inputs, made);
  const wanted = {
    enabled: inputs.enabled,
    urls: inputs.urls,
    isDefault: inputs.isDefault === true || (inherits && inputs.enabled),
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

async function make(client: ClusterClient, inputs: Inputs): Promise<Made> {
  try {
    return { made: await post(client, inputs), leftoverWasDefault: false };
  } catch (error) {
    if (!isApiError(error, SCM_CONFLICT)) {
      throw error;
    }
    const settled = await settleConflict(client, inputs, error);
    if (settled.kind === "go on with") {
      return { made: settled.existing, leftoverWasDefault: false };
    }
    const leftover = settled.existing.id;
    await info(
      `Deleting the configuration ${leftover}, which an earlier run of this resource that broke off left behind ` +
        `with the same consumer key.`,
    );
    const { wasDefault } = await removeConfiguration(client, leftover, {
      handsDefaultOver: true,
      whenInUse: "fail",
    });
    return { made: await post(client, inputs), leftoverWasDefault: wasDefault };
  }
}

async function post(client: ClusterClient, inputs: Inputs): Promise<ScmConfiguration> {
  return client.create({
    id: configurationIdFor(inputs),
    enabled: inputs.enabled,
    ...(inputs.name !== undefined && { name: inputs.name }),
    urls: inputs.urls,
    clientId: inputs.consumerKey,
    clientSecret: inputs.consumerSecret,
  });
}
