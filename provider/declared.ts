import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { PreviewInputs } from "./model";
import { isKnown } from "./unknown";
import { canonical } from "./urls";

/*
 * What the resources of one run declare against each other. Two of them can't both hold the default of a
 * cluster, and a consumer fits one configuration: each would undo or refuse the other at every up.
 */

const defaults = new Map<string, string>();
const consumers = new Map<string, string>();

/** Failures of a resource's inputs against what other resources of the same run declared before. */
export function clashesWithOthers(inputs: PreviewInputs): CheckFailure[] {
  const { __owner: owner, apiUrl, consumerKey, urls, isDefault } = inputs;
  const failures: CheckFailure[] = [];
  if (isDefault === true) {
    const other = claim(defaults, apiUrl, owner);
    if (other !== undefined) {
      failures.push({
        property: "isDefault",
        reason: `is claimed by ${nameOf(other)} too: one configuration of a cluster can be its default`,
      });
    }
  }
  if (isKnown(consumerKey) && isKnown(urls) && isKnown(urls.web)) {
    const other = claim(consumers, JSON.stringify([apiUrl, consumerKey, canonical(urls.web)]), owner);
    if (other !== undefined) {
      failures.push({
        property: "consumerKey",
        reason:
          `is declared by ${nameOf(other)} too: a cluster holds one configuration for each consumer key and ` +
          `website`,
      });
    }
  }
  return failures;
}

function claim(claims: Map<string, string>, what: string, owner: string): string | undefined {
  const other = claims.get(what);
  if (other !== undefined && other !== owner) {
    return other;
  }
  // A resource is checked again before it is replaced, and may have another key by then.
  for (const [claimed, by] of claims) {
    if (by === owner) {
      claims.delete(claimed);
    }
  }
  claims.set(what, owner);
  return undefined;
}

function nameOf(owner: string): string {
  return `the resource "${owner.slice(owner.lastIndexOf("::") + 2)}"`;
}
