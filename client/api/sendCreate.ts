import type { Result } from "../transport/failure";
import { parseConfiguration } from "../wire/parseResponse";
import type { NewScmConfiguration, ScmConfiguration } from "../wire/model";
import type { OperationRequest } from "../retry/sendRequest";
import { createBody, type ProviderSpelling } from "../wire/bodies";

// By address: clusters that require the guide's spelling, for the lifetime of this process.
const clustersWithGuideSpelling = new Set<string>();

/**
 * Sends a create request. The OpenAPI spells the provider `bitbucket-cloud`, a vendor guide `bitbucket_cloud`: if a
 * cluster rejects the first as an invalid payload (4020), the second is sent, and remembered for the cluster.
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
  // Rejected again: the spelling isn't the cause, and the first error is about the intended payload.
  if (isRefusedPayload(second)) return first;
  if ("value" in second) clustersWithGuideSpelling.add(apiUrl);
  return second;
}

function isRefusedPayload(result: Result<unknown>): boolean {
  return "failure" in result && result.failure.kind === "api" && result.failure.code === 4020;
}
