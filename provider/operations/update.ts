import type { ReadingClient } from "../../client/api/readingClient";
import { type Changeable, planUpdate } from "../rules/planUpdate";
import { refreshed, spelledAs, stateFrom } from "../rules/state";
import { sameUrl } from "../../client/wire/hostUrls";
import { verifyConsumer } from "./verifyConsumer";
import type { Existing, Inputs, State } from "../inputs/model";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";

/** Updates the configuration in place. Sends only differences, so most updates are one request or none. */
export async function update(
  run: ProviderRun,
  urn: string,
  id: string,
  existing: Existing,
  news: Inputs,
): Promise<State> {
  const client = await run.clientFor(news);
  const current =
    news.apiUrl === existing.state.apiUrl
      ? existing.state
      : await readAtNewAddress(client, urn, id, existing, news.apiUrl);
  if (!sameUrl(news.urls.web, current.urls.web)) {
    await verifyConsumer(run, news);
  }
  if (existing.state.consumerSecret === null) {
    run.report.warn(
      `Recorded the consumer secret of the imported configuration ${id}. The cluster doesn't return consumer secrets, so the ` +
        `provider can't compare the secret. If users can't link their accounts, replace the configuration with a second consumer.`,
    );
  }
  const wanted = { enabled: news.enabled, urls: news.urls, isDefault: news.isDefault === true };
  return stateFrom(news, await applyChanges(run, client, id, current, wanted));
}

/** Sends the requests that change a state to the wanted one, and returns the cluster's state after them. */
export async function applyChanges(
  run: ProviderRun,
  client: ReadingClient,
  id: string,
  current: Changeable,
  wanted: Changeable,
): Promise<Changeable> {
  let { enabled, urls, isDefault } = current;
  for (const request of planUpdate(current, wanted)) {
    if (request.kind === "update") {
      const response = await client.update(id, request.change);
      enabled = response.enabled ?? wanted.enabled;
      urls = spelledAs(wanted.urls, response.urls);
      isDefault = response.isDefault ?? isDefault;
    } else {
      isDefault = await run.clusterDefault.change(client, () => id);
    }
  }
  return { enabled, urls, isDefault };
}

/**
 * Reads the configuration at a changed address. The address is of the same cluster only if the configuration with the id
 * has the same provider, consumer key and website.
 */
async function readAtNewAddress(
  client: ReadingClient,
  urn: string,
  id: string,
  existing: Existing,
  apiUrl: string,
): Promise<State> {
  const olds = existing.state;
  const found = await client.getIfExists(id);
  const isSame =
    found?.provider === "bitbucket-cloud" &&
    found.clientId === olds.consumerKey &&
    found.urls !== undefined &&
    sameUrl(found.urls.web, olds.urls.web);
  if (found !== undefined && isSame) {
    return refreshed(existing, found);
  }
  const there =
    found === undefined
      ? `${apiUrl} has no configuration ${id}`
      : `the configuration ${id} on ${apiUrl} has another provider, consumer key or website`;
  throw new ProviderError(
    `The update of the configuration ${id} failed: the cluster's address changed from ${olds.apiUrl} to ${apiUrl}, but ` +
      `${there}. Either the new address is another cluster, or the configuration changed. Nothing was changed. To keep ` +
      `this stack on its cluster, set algorithmia:apiUrl back to ${olds.apiUrl}. To use the other cluster too, declare ` +
      `another resource with its own Provider. If the cluster of this resource no longer exists, remove the ` +
      `resource from the state with "pulumi state delete '${urn}'" and run "pulumi up".`,
  );
}
