import type { Service } from "../server/dispatch";
import { BITBUCKET_RESPONSE_FORMAT } from "./errors";
import { bitbucketRoutes } from "./routes";
import type { BitbucketState } from "./state";

/** The emulated Bitbucket, with its API and its pages. */
export function bitbucketService({ conditions, directory, grants }: BitbucketState): Service {
  return {
    api: bitbucketRoutes(directory, grants, () => conditions.quirks).fetch,
    bypass: () => undefined,
    conditions,
    responseFormat: () => BITBUCKET_RESPONSE_FORMAT,
  };
}
