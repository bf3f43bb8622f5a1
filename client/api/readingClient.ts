import type { WaitOptions } from "../retry/operationRun";
import type { ClusterClient } from "./clusterClient";
import { isGone } from "../errors/apiError";
import type { ScmConfiguration } from "../wire/model";

/** A client with reads that share what one list returned. */
export interface ReadingClient extends ClusterClient {
  /**
   * A configuration as the cluster has it now; fails as {@link ClusterClient.get} fails. Until this client's first write,
   * all such reads share one list: the engine refreshes many resources at a time.
   */
  find(id: string): Promise<ScmConfiguration>;
  /** A configuration as the cluster has it now; undefined if it doesn't exist. */
  getIfExists(id: string, wait?: WaitOptions): Promise<ScmConfiguration | undefined>;
  /** The list; each configuration of Bitbucket Cloud with all that the cluster shows of it. */
  listComplete(): Promise<ScmConfiguration[]>;
}

export function createReadingClient(client: ClusterClient): ReadingClient {
  let list: Promise<readonly ScmConfiguration[]> | undefined;
  let mayShare = true;

  const writing =
    <Args extends unknown[], T>(write: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> => {
      mayShare = false;
      list = undefined;
      return write(...args);
    };

  async function sharedList(): Promise<readonly ScmConfiguration[]> {
    const running = (list ??= client.list());
    try {
      return await running;
    } catch (error) {
      // The next read tries again.
      if (list === running) list = undefined;
      throw error;
    }
  }

  async function getIfExists(id: string, wait?: WaitOptions): Promise<ScmConfiguration | undefined> {
    try {
      return await client.get(id, wait);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async function complete(entry: ScmConfiguration): Promise<ScmConfiguration[]> {
    if (entry.provider !== "bitbucket-cloud" || !isPartial(entry)) return [entry];
    const whole = await getIfExists(entry.id);
    return whole === undefined ? [] : [whole];
  }

  return {
    ...client,
    create: writing((body) => client.create(body)),
    update: writing((id, change) => client.update(id, change)),
    delete: writing((id) => client.delete(id)),
    setDefault: writing((id) => client.setDefault(id)),
    getIfExists,

    async find(id) {
      const entry = mayShare ? (await sharedList()).find((each) => each.id === id) : undefined;
      // Missing from the list doesn't mean gone: only a GET's 404 with code 4009 says so.
      return entry === undefined || isPartial(entry) ? client.get(id) : entry;
    },

    async listComplete() {
      return (await Promise.all((await client.list()).map(complete))).flat();
    },
  };
}

function isPartial(entry: ScmConfiguration): boolean {
  return entry.urls === undefined || entry.clientId === undefined;
}
