import type { Result } from "../transport/failure";
import { parseConfiguration } from "../wire/parseResponse";
import type { NewScmConfiguration, ScmConfiguration } from "../wire/model";
import type { OperationRequest } from "../retry/sendRequest";
import { createBody, type ProviderSpelling } from "../wire/bodies";

type Send = (request: OperationRequest<ScmConfiguration>) => Promise<Result<ScmConfiguration>>;

/**
 * Sends create requests to one cluster. The OpenAPI spells the provider `bitbucket-cloud`, a vendor guide
 * `bitbucket_cloud`: if the cluster rejects the first as an invalid payload (4020), the second is sent, and remembered.
 */
export function createSendCreate() {
  let requiresGuideSpelling = false;

  return async (body: NewScmConfiguration, send: Send): Promise<Result<ScmConfiguration>> => {
    const sendWithSpelling = (spelling: ProviderSpelling): Promise<Result<ScmConfiguration>> =>
      send({
        operation: "create",
        id: body.id,
        body: createBody(body, spelling),
        parse: parseConfiguration(body.id),
      });

    if (requiresGuideSpelling) return sendWithSpelling("bitbucket_cloud");
    const first = await sendWithSpelling("bitbucket-cloud");
    if (!isRejectedPayload(first)) return first;
    const second = await sendWithSpelling("bitbucket_cloud");
    // Rejected again: the spelling isn't the cause, and the first error is about the intended payload.
    if (isRejectedPayload(second)) return first;
    if ("value" in second) requiresGuideSpelling = true;
    return second;
  };
}

function isRejectedPayload(result: Result<unknown>): boolean {
  return "failure" in result && result.failure.kind === "api" && result.failure.code === 4020;
}
