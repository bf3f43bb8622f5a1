import type { ClusterClient } from "../../client/api/clusterClient";

/**
 * Changes the cluster's default, one change at a time. A run changes resources in parallel. Without this, a delete could take
 * the default from the configuration that another resource has just made the default.
 */
export class ClusterDefault {
  #turn: Promise<unknown> = Promise.resolve();
  #setTo: string | undefined;

  /**
   * Makes the configuration that `choose` returns the default. The argument of `choose` is what this run last made the default.
   *
   * @returns Whether `choose` returned a configuration.
   */
  change(
    client: Pick<ClusterClient, "setDefault">,
    choose: (setTo: string | undefined) => string | undefined | Promise<string | undefined>,
  ): Promise<boolean> {
    const change = this.#turn.then(async () => {
      const id = await choose(this.#setTo);
      if (id === undefined) return false;
      await client.setDefault(id);
      this.#setTo = id;
      return true;
    });
    this.#turn = change.catch(() => undefined);
    return change;
  }
}
