import type { ClusterClient } from "../client/clusterClient";
import type { ApiError } from "../client/errors/apiError";
import type { ScmConfiguration } from "../client/model";
import { decideConflict, obstacleToAdoption } from "./decideConflict";
import { ExpectedError } from "./expectedError";
import { configurationIdFor } from "./identity";
import { isKept } from "./memory";
import type { Inputs } from "./model";
import { fullList } from "./reads";
import { info, warn } from "./report";

export interface Settled {
  readonly kind: "go on with" | "delete and try again";
  readonly existing: ScmConfiguration;
}

/** Finds what a create ran into, and what may be done about it; an error where nothing may. */
export async function settleConflict(
  client: ClusterClient,
  inputs: Inputs,
  error: ApiError,
): Promise<Settled> {
  const conflict = decideConflict(inputs, await fullList(client), {
    stays: (id) => isKept(inputs.apiUrl, id),
    afterLostAnswer: error.afterAmbiguousAttempt,
  });
  switch (conflict.kind) {
    case "own first try":
      await info(
        `The configuration ${conflict.existing.id} was there already, made by an earlier try of this resource. ` +
          `Going on with it.`,
      );
      return { kind: "go on with", existing: conflict.existing };
    case "own leftover":
      return { kind: "delete and try again", existing: conflict.existing };
    case "another's":
      if (inputs.adopt && conflict.existing !== undefined) {
        return adopt(inputs, error, conflict.existing);
      }
      throw new ExpectedError(`${error.message}\n${waysOut(inputs, conflict.existing)}`);
  }
}

async function adopt(inputs: Inputs, error: ApiError, existing: ScmConfiguration): Promise<Settled> {
  const obstacle = obstacleToAdoption(inputs, existing);
  if (obstacle !== undefined) {
    throw new ExpectedError(
      `${error.message}\nThe configuration ${existing.id} can't be adopted: ${obstacle}. Nothing was changed.`,
    );
  }
  await warn(
    `Adopting the configuration ${existing.id}, which was not made by this resource; a destroy will delete it. The ` +
      `cluster never gives a consumer secret back, so whether it has this program's is not known: if users can't link ` +
      `their accounts, replace it with a second consumer.`,
  );
  return { kind: "go on with", existing };
}

function waysOut(inputs: Inputs, existing: ScmConfiguration | undefined): string {
  if (existing === undefined) {
    return (
      `The cluster's list does not show which configuration that is. Look for one of Bitbucket Cloud with this ` +
      `consumer key at ${inputs.urls.web}, and delete it or use another consumer.`
    );
  }
  const sameId = existing.id === configurationIdFor(inputs);
  const what = sameId
    ? `the id ${existing.id}`
    : `this consumer key and website: ${existing.id}${existing.name === undefined ? "" : ` ("${existing.name}")`}`;
  return (
    `A configuration that is not this resource's has ${what}. Either take it over with adopt: true; or delete it on ` +
    `the cluster (it may be in use), or use another ${sameId ? "configurationId" : "OAuth consumer"} here. If another ` +
    `resource of this program holds it now, as when two resources swap consumers, move in two steps: free it in one ` +
    `"pulumi up", then use it in the next.`
  );
}
