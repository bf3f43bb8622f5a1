import type { ClusterClient } from "../../client/clusterClient";
import { clientFor } from "../run/connection";
import { planUpdate, type Wanted } from "../rules/planUpdate";
import { ExpectedError } from "../rules/errors";
import { type Inputs, type State, urnOf } from "../inputs/model";
import { forgetList, getIfExists } from "../run/reads";
import { refreshed, stateFrom } from "../rules/state";
import { sameUrl } from "../../client/sameUrl";
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

/**
 * Asks a new address for the same configuration. It is the same cluster only if what the id stands for there has the
 * same provider, consumer key and website.
 */
async function foundAgain(client: ClusterClient, id: string, olds: State, news: Inputs): Promise<State> {
  const found = await getIfExists(client, id);
  const isSame =
    found?.provider === "bitbucket-cloud" &&
    found.clientId === olds.consumerKey &&
    found.urls !== undefined &&
    sameUrl(found.urls.web, olds.urls.web);
  if (found !== undefined && isSame) {
    return refreshed(olds, found);
  }
  const there =
    found === undefined
      ? `${news.apiUrl} has no configuration ${id}`
      : `the configuration ${id} on ${news.apiUrl} has another provider, consumer key or website`;
  throw new ExpectedError(
    `The cluster's address changed from ${olds.apiUrl} to ${news.apiUrl}, but ${there}. Either that is another ` +
      `cluster, or the configuration changed. Nothing was changed. To keep this stack on its cluster, set ` +
      `algorithmia:apiUrl back to ${olds.apiUrl}. To use the other cluster too, declare a resource under a new name for ` +
      `it, with a Provider of its own. If the cluster of this resource no longer exists, remove the resource from the ` +
      `state with "pulumi state delete '${urnOf(olds)}'" and run "pulumi up".`,
  );
}
