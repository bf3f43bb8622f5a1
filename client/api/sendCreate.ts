import type { Result } from "../transport/failure";
import { parseConfiguration } from "../wire/parseResponse";
import type { NewScmConfiguration, ScmConfiguration } from "../wire/model";
import type { OperationRequest } from "../retry/sendRequest";
import { createBody, type ProviderSpelling } from "../wire/bodies";

// By address: clusters that want the guide's spelling, for as long as this process lives.
const clustersWithGuideSpelling = new Set<string>();

/**
 * Sends a create once. The OpenAPI spells the provider `bitbucket-cloud`, a vendor guide `bitbucket_cloud`: a
 * cluster that refuses the one as a wrong payload (4020) is tried with the other, which it then keeps.
 */
export async function sendCreate(
  body: NewScmConfiguration,
  apiUrl: string,
  send: (request: OperationRequest<ScmConfiguration>) => Promise<Result<ScmConfiguration>>,
): Promise<Result<ScmConfiguration>> {
  const sendWithSpelling = (spelling: ProviderSpelling): Promise<Result<ScmConfiguration>> =>
    send({
      operation: "create",
      id: body.id,
      body: createBody(body, spelling),
      parse: parseConfiguration(body.id),
    });

  if (clustersWithGuideSpelling.has(apiUrl)) return sendWithSpelling("bitbucket_cloud");
  const first = await sendWithSpelling("bitbucket-cloud");
  if (!isRefusedPayload(first)) return first;
  const second = await sendWithSpelling("bitbucket_cloud");
  // Refused again: it was not the spelling, and the first refusal is about what we mean to send.
  if (isRefusedPayload(second)) return first;
  if ("value" in second) clustersWithGuideSpelling.add(apiUrl);
  return second;
}

function isRefusedPayload(result: Result<unknown>): boolean {
  return "failure" in result && result.failure.kind === "api" && result.failure.code === 4020;
}
