import type { ScmConfiguration } from "../client/model";
import { configurationIdFor, isMadeFor } from "./identity";
import type { Inputs } from "./model";
import { sameUrl } from "./urls";

/** What stands in the way of a create, where the cluster answered that something does (error 4044). */
export type Conflict =
  /** The very configuration, made by a try of ours whose answer was lost. */
  | { readonly kind: "own first try"; readonly existing: ScmConfiguration }
  /** A configuration of this resource with the same consumer but another secret or name, from a run that broke off. */
  | { readonly kind: "own leftover"; readonly existing: ScmConfiguration }
  /** Anybody else's. `undefined` where the cluster's list doesn't show it. */
  | { readonly kind: "another's"; readonly existing: ScmConfiguration | undefined };

export function decideConflict(
  inputs: Inputs,
  list: readonly ScmConfiguration[],
  stays: (id: string) => boolean,
): Conflict {
  const id = configurationIdFor(inputs);
  const sameId = list.find((entry) => entry.id === id);
  if (sameId !== undefined) {
    // An id of the user's own says nothing about who made it.
    const isOurs = inputs.configurationId === undefined;
    return { kind: isOurs ? "own first try" : "another's", existing: sameId };
  }
  const sameConsumer = list.find(
    (entry) =>
      entry.provider === "bitbucket-cloud" &&
      entry.clientId === inputs.consumerKey &&
      entry.urls !== undefined &&
      sameUrl(entry.urls.web, inputs.urls.web),
  );
  if (sameConsumer !== undefined && isMadeFor(inputs.__owner, sameConsumer.id) && !stays(sameConsumer.id)) {
    return { kind: "own leftover", existing: sameConsumer };
  }
  return { kind: "another's", existing: sameConsumer };
}
