import { canonicalUrl } from "../../client/wire/hostUrls";
import type { CheckFailure } from "../inputs/checkFailures";
import type { PreviewInputs } from "../inputs/model";
import { isKnown } from "../inputs/unknown";

/**
 * The resources that the program of this run declares, and what they claim. Two resources can't both be the default of a
 * cluster or use the same consumer. A refresh or a destroy has no program, so it declares no resources.
 */
export class DeclaredResources {
  readonly #urns = new Set<string>();
  readonly #defaults = new Claims();
  readonly #consumers = new Claims();

  /** Adds a resource, and returns its conflicts with the resources declared before. */
  declare(urn: string, inputs: PreviewInputs): CheckFailure[] {
    this.#urns.add(urn);
    const { apiUrl, consumerKey, urls, isDefault } = inputs;
    const failures: CheckFailure[] = [];
    if (isDefault === true) {
      const other = this.#defaults.claim(apiUrl, urn);
      if (other !== undefined) {
        failures.push({
          property: "isDefault",
          reason: `is also true on ${nameOf(other)}, but a cluster has only one default. Remove isDefault from one resource`,
        });
      }
    }
    if (isKnown(consumerKey) && isKnown(urls) && isKnown(urls.web)) {
      const other = this.#consumers.claim(JSON.stringify([apiUrl, consumerKey, canonicalUrl(urls.web)]), urn);
      if (other !== undefined) {
        failures.push({
          property: "consumerKey",
          reason:
            `is also the key of ${nameOf(other)}, but a cluster has only one configuration for each consumer key and ` +
            `website. Use another OAuth consumer`,
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

/** Claims by owner. An owner has one claim at a time. */
class Claims {
  readonly #owners = new Map<string, string>();
  readonly #claimed = new Map<string, string>();

  /** Claims `what`. Returns the other owner if there is one. */
  claim(what: string, owner: string): string | undefined {
    const other = this.#owners.get(what);
    if (other !== undefined && other !== owner) {
      return other;
    }
    // The engine checks a resource again before its replacement, perhaps with another key.
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

/** A resource in a message. */
export function nameOf(urn: string): string {
  return `the resource "${urn.slice(urn.lastIndexOf("::") + 2)}"`;
}
