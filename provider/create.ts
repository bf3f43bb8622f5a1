import type { ClusterClient } from "../client/clusterClient";
import { isApiError } from "../client/errors/apiError";
import type { ScmConfiguration } from "../client/model";
import { clientFor } from "./connection";
import { isDefaultOfAnother } from "./declared";
import { ExpectedError, InitializationError } from "./expectedError";
import { configurationIdFor } from "./identity";
import { keep, takeReplacement } from "./memory";
import type { Inputs, State } from "./model";
import { forgetList } from "./reads";
import { removeConfiguration } from "./remove";
import { info } from "./report";
import { settleConflict, type Settled } from "./settleConflict";
import { stateFrom } from "./state";
import { applyChanges } from "./update";
import { verifyConsumer } from "./verifyConsumer";

const SCM_CONFLICT = 4044;

/** Makes the configuration: one call, and one more if it is to be the cluster's default. */
export async function create(inputs: Inputs): Promise<{ id: string; outs: State }> {
  const client = await clientFor(inputs);
  await verifyConsumer(inputs);
  forgetList(inputs.apiUrl);
  const { made, leftoverWasDefault } = await make(client, inputs);
  const { id } = made;
  keep(inputs.apiUrl, id);
  // The mark goes from what is replaced to what replaces it, also where it was given by hand; but not where the
  // program gives it to another resource, which may have it already.
  const hadMark = (takeReplacement(inputs.__owner)?.wasDefault ?? false) || leftoverWasDefault;
  const inherits = hadMark && !isDefaultOfAnother(inputs.apiUrl, inputs.__owner);
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
  const first = await postOrSettle(client, inputs);
  if (first.kind === "go on with") {
    return { made: first.existing, leftoverWasDefault: false };
  }
  const leftover = first.existing.id;
  await info(
    `Deleting the configuration ${leftover}, which an earlier run of this resource that broke off left behind ` +
      `with the same consumer key.`,
  );
  const { wasDefault } = await removeConfiguration(client, leftover, {
    handsDefaultOver: true,
    whenInUse: "fail",
  });
  const second = await postOrSettle(client, inputs);
  if (second.kind === "go on with") {
    return { made: second.existing, leftoverWasDefault: wasDefault };
  }
  throw new ExpectedError(
    `The configuration ${second.existing.id} was made with the same consumer key while this run deleted ${leftover}: ` +
      `another run is at work on this resource. Run again when it has ended.`,
  );
}

async function postOrSettle(client: ClusterClient, inputs: Inputs): Promise<Settled> {
  try {
    return { kind: "go on with", existing: await post(client, inputs) };
  } catch (error) {
    if (!isApiError(error, SCM_CONFLICT)) {
      throw error;
    }
    return settleConflict(client, inputs, error);
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
