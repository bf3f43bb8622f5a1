import type { ClusterClient } from "../client/clusterClient";
import { isGone } from "../client/errors/apiError";
import { clientFor } from "./connection";
import { planUpdate, type Wanted } from "./decideUpdate";
import { ExpectedError } from "./expectedError";
import type { Inputs, State } from "./model";
import { forgetList } from "./reads";
import { refreshed, stateFrom } from "./state";
import { sameUrl } from "./urls";
import { verifyConsumer } from "./verifyConsumer";

/** Changes the configuration in place: only what differs, so that most updates are one call or none. */
export async function update(id: string, olds: State, news: Inputs): Promise<{ outs: State }> {
  const client = await clientFor(news);
  const current = news.apiUrl === olds.apiUrl ? olds : await foundAgain(client, id, olds, news);
  if (!sameUrl(news.urls.web, current.urls.web)) {
    await verifyConsumer(news);
  }
  const wanted = { enabled: news.enabled, urls: news.urls, isDefault: news.isDefault === true };
  const { enabled, urls, isDefault } = await applyChanges(client, id, current, wanted);
  return { outs: stateFrom(news, { enabled, urls, isDefault }) };
}

/** Makes the calls that lead from a state to what is wanted, and gives the state after them. */
export async function applyChanges(
  client: ClusterClient,
  id: string,
  current: State,
  wanted: Wanted,
): Promise<State> {
  let state = current;
  for (const call of planUpdate(current, wanted)) {
    forgetList(current.apiUrl);
    if (call.kind === "update") {
      const answer = await client.update(id, call.change);
      state = refreshed(
        { ...state, ...call.change },
        { ...answer, isDefault: answer.isDefault ?? state.isDefault },
      );
    } else {
      await client.setDefault(id);
      state = { ...state, isDefault: true };
    }
  }
  return state;
}

/** Asks a new address for the same configuration: if it is there, the cluster is the same. */
async function foundAgain(client: ClusterClient, id: string, olds: State, news: Inputs): Promise<State> {
  try {
    return refreshed(olds, await client.get(id));
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
    throw new ExpectedError(
      `The cluster's address changed from ${olds.apiUrl} to ${news.apiUrl}, but ${news.apiUrl} has no configuration ` +
        `${id}: it is another cluster, or was restored without it. To move, declare a resource under a new name and ` +
        `remove this one while its cluster can still be reached; to give this resource up for the new cluster, run ` +
        `"pulumi up --target-replace URN" after "pulumi state delete".`,
    );
  }
}
