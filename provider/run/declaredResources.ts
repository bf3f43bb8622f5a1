import { canonicalUrl } from "../../client/wire/hostUrls";
import type { CheckFailure } from "../inputs/checkFailures";
import type { PreviewInputs } from "../inputs/model";
import { isKnown } from "../inputs/unknown";

/**
 * The resources that the program of this run declares, and what they claim. Two of them can't both be the default of a
 * cluster, and a consumer fits one configuration: each would undo or refuse the other at every up. A refresh or a destroy
 * alone has no program.
 */
export class DeclaredResources {
  readonly #urns = new Set<string>();
  readonly #defaults = new Claims();
  readonly #consumers = new Claims();

  /** Notes a resource, and reports in what it clashes with those declared before. */
  declare(urn: string, inputs: PreviewInputs): CheckFailure[] {
    this.#urns.add(urn);
    const { apiUrl, consumerKey, urls, isDefault } = inputs;
    const failures: CheckFailure[] = [];
    if (isDefault === true) {
      const other = this.#defaults.claim(apiUrl, urn);
      if (other !== undefined) {
        failures.push({
          property: "isDefault",
          reason: `is claimed by ${nameOf(other)} too: one configuration of a cluster can be its default`,
        });
      }
    }
    if (isKnown(consumerKey) && isKnown(urls) && isKnown(urls.web)) {
      const other = this.#consumers.claim(JSON.stringify([apiUrl, consumerKey, canonicalUrl(urls.web)]), urn);
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

  has(urn: string): boolean {
    return this.#urns.has(urn);
  }

  /** Whether a resource other than this one declares the default of a cluster. */
  declaresDefaultElsewhere(apiUrl: string, urn: string): boolean {
    return (this.#defaults.ownerOf(apiUrl) ?? urn) !== urn;
  }
}

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

function nameOf(urn: string): string {
  return `the resource "${urn.slice(urn.lastIndexOf("::") + 2)}"`;
}
