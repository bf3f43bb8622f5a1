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

export interface Circumstances {
  /** Whether this run keeps a configuration for another purpose. */
  readonly stays: (id: string) => boolean;
  /** Whether an attempt of the same create came before, and its answer got lost. */
  readonly afterLostAnswer: boolean;
}

export function decideConflict(
  inputs: Inputs,
  list: readonly ScmConfiguration[],
  { stays, afterLostAnswer }: Circumstances,
): Conflict {
  const id = configurationIdFor(inputs);
  const sameId = list.find((entry) => entry.id === id);
  if (sameId !== undefined) {
    // An id of the user's own says nothing about who made it, unless that was tried a moment ago.
    const isOurs = inputs.configurationId === undefined || (afterLostAnswer && hasConsumerOf(inputs, sameId));
    return { kind: isOurs ? "own first try" : "another's", existing: sameId };
  }
  const sameConsumer = list.find((entry) => hasConsumerOf(inputs, entry));
  if (sameConsumer !== undefined && isMadeFor(inputs.__owner, sameConsumer.id) && !stays(sameConsumer.id)) {
    return { kind: "own leftover", existing: sameConsumer };
  }
  return { kind: "another's", existing: sameConsumer };
}

function hasConsumerOf(inputs: Inputs, { provider, clientId, urls }: ScmConfiguration): boolean {
  return (
    provider === "bitbucket-cloud" &&
    clientId === inputs.consumerKey &&
    urls !== undefined &&
    sameUrl(urls.web, inputs.urls.web)
  );
}

/**
 * Why a configuration can't be taken over as it is, or `undefined` where it can: whatever only a replacement
 * could change must be what the program says already.
 */
export function obstacleToAdoption(inputs: Inputs, existing: ScmConfiguration): string | undefined {
  if (existing.provider !== "bitbucket-cloud") {
    return `it is one of ${existing.provider}, not of Bitbucket Cloud`;
  }
  if (existing.clientId !== undefined && existing.clientId !== inputs.consumerKey) {
    return "it has another consumer key";
  }
  if (inputs.configurationId !== undefined && inputs.configurationId !== existing.id) {
    return `its id is not ${inputs.configurationId}: set configurationId to ${existing.id}, or leave it out`;
  }
  if (inputs.name !== undefined && existing.name !== inputs.name) {
    return existing.name === undefined
      ? "it has no name, and none can be given to it: leave name out"
      : `its name is "${existing.name}", which can't be changed: set name to that, or leave it out`;
  }
  return undefined;
}
