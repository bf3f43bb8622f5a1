import type { Result } from "../transport/failure";
import { readConfiguration } from "../wire/readResponse";
import type { NewScmConfiguration, ScmConfiguration } from "../wire/model";
import type { RequestOf } from "../retry/request";
import { createBody, type ProviderSpelling } from "../wire/bodies";

// By address: clusters that want the guide's spelling, for as long as this process lives.
const guideSpelling = new Set<string>();

/**
 * Sends a create once. The OpenAPI spells the provider `bitbucket-cloud`, a vendor guide `bitbucket_cloud`: a
 * cluster that refuses the one as a wrong payload (4020) is tried with the other, which it then keeps.
 */
export async function createOnce(
  body: NewScmConfiguration,
  apiUrl: string,
  send: (request: RequestOf<ScmConfiguration>) => Promise<Result<ScmConfiguration>>,
): Promise<Result<ScmConfiguration>> {
  const inSpelling = (spelling: ProviderSpelling): Promise<Result<ScmConfiguration>> =>
    send({
      operation: "create",
      id: body.id,
      body: createBody(body, spelling),
      read: readConfiguration(body.id),
    });

  if (guideSpelling.has(apiUrl)) return inSpelling("bitbucket_cloud");
  const first = await inSpelling("bitbucket-cloud");
  if (!refusesPayload(first)) return first;
  const second = await inSpelling("bitbucket_cloud");
  // Refused again: it was not the spelling, and the first refusal is about what we mean to send.
  if (refusesPayload(second)) return first;
  if ("value" in second) guideSpelling.add(apiUrl);
  return second;
}

function refusesPayload(result: Result<unknown>): boolean {
  return "failure" in result && result.failure.kind === "api" && result.failure.code === 4020;
}
