import type { ClusterClient } from "../../client/clusterClient";
import { isGone } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/model";

/*
 * One list for all reads of a run: the engine refreshes eight resources at a time, and a list holds them
 * all. It is dropped at this run's first write to the cluster, and never shared after one.
 */

const lists = new Map<string, Promise<readonly ScmConfiguration[]>>();
const written = new Set<string>();

/** Notes that this run writes to a cluster, so that no list from before serves a read any more. */
export function forgetList(apiUrl: string): void {
  written.add(apiUrl);
  lists.delete(apiUrl);
}

/** A configuration as the cluster has it now. Fails as a GET by id fails where it is not there. */
export async function findConfiguration(
  client: ClusterClient,
  apiUrl: string,
  id: string,
): Promise<ScmConfiguration> {
  const entry = written.has(apiUrl) ? undefined : (await sharedList(client, apiUrl)).find((e) => e.id === id);
  // Missing from the list is not yet gone: only a GET's 404 with code 4009 says so.
  return entry === undefined || isPartial(entry) ? client.get(id) : entry;
}

/** A configuration as the cluster has it now; undefined if it doesn't exist. */
export async function getIfExists(client: ClusterClient, id: string): Promise<ScmConfiguration | undefined> {
  try {
    return await client.get(id);
  } catch (error) {
    if (isGone(error)) {
      return undefined;
    }
    throw error;
  }
}

/** The list, each of Bitbucket Cloud with all that the cluster tells of it. */
export async function fullList(client: ClusterClient): Promise<ScmConfiguration[]> {
  const list = await client.list();
  return (await Promise.all(list.map((entry) => complete(client, entry)))).flat();
}

async function complete(client: ClusterClient, entry: ScmConfiguration): Promise<ScmConfiguration[]> {
  if (entry.provider !== "bitbucket-cloud" || !isPartial(entry)) {
    return [entry];
  }
  const whole = await getIfExists(client, entry.id);
  return whole === undefined ? [] : [whole];
}

async function sharedList(client: ClusterClient, apiUrl: string): Promise<readonly ScmConfiguration[]> {
  const running = lists.get(apiUrl) ?? client.list();
  lists.set(apiUrl, running);
  try {
    return await running;
  } catch (error) {
    lists.delete(apiUrl);
    throw error;
  }
}

function isPartial(entry: ScmConfiguration): boolean {
  return entry.urls === undefined || entry.clientId === undefined;
}
