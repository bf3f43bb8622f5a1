import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { PreviewInputs } from "../inputs/model";
import { isKnown } from "../inputs/unknown";
import { canonical } from "../../client/sameUrl";

/*
 * What the resources of one run declare against each other. Two of them can't both hold the default of a
 * cluster, and a consumer fits one configuration: each would undo or refuse the other at every up.
 */

/** Who claims what; an owner claims one thing at a time. */
class Claims {
  readonly #owners = new Map<string, string>();
  readonly #claimed = new Map<string, string>();

  /** Claims it, unless another has: that other one. */
  claim(what: string, owner: string): string | undefined {
    const other = this.#owners.get(what);
    if (other !== undefined && other !== owner) {
      return other;
    }
    // A resource is checked again before it is replaced, and may have another key by then.
    const before = this.#claimed.get(owner);
    if (before !== undefined) {
      this.#owners.delete(before);
    }
    this.#owners.set(what, owner);
    this.#claimed.set(owner, what);
    return undefined;
  }

  ownerOf(what: string): string | undefined {
    return this.#owners.get(what);
  }
}

const defaults = new Claims();
const consumers = new Claims();

/** Failures of a resource's inputs against what other resources of the same run declared before. */
export function clashesWithOthers(inputs: PreviewInputs): CheckFailure[] {
  const { __urn: urn, apiUrl, consumerKey, urls, isDefault } = inputs;
  const failures: CheckFailure[] = [];
  if (isDefault === true) {
    const other = defaults.claim(apiUrl, urn);
    if (other !== undefined) {
      failures.push({
        property: "isDefault",
        reason: `is claimed by ${nameOf(other)} too: one configuration of a cluster can be its default`,
      });
    }
  }
  if (isKnown(consumerKey) && isKnown(urls) && isKnown(urls.web)) {
    const other = consumers.claim(JSON.stringify([apiUrl, consumerKey, canonical(urls.web)]), urn);
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

/** Whether another resource of this run declares the default of a cluster, and so is to have the mark. */
export function isDefaultOfAnother(apiUrl: string, urn: string): boolean {
  return (defaults.ownerOf(apiUrl) ?? urn) !== urn;
}

function nameOf(urn: string): string {
  return `the resource "${urn.slice(urn.lastIndexOf("::") + 2)}"`;
}
