import { randomUUID } from "node:crypto";
import { type ClusterClient, createClusterClient } from "../../client/api/clusterClient";
import { isAlgorithmiaError } from "../../client/errors/algorithmiaError";
import { type ApiError, isApiError, isGone } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/wire/model";
import { printable, truncate } from "../../client/redact/printable";
import { type Check, failure, type Finding, ok, type DoctorContext, warning } from "./model";

const authentication: Check = {
  name: "authentication",
  activity: "listing the cluster's configurations",
  dependsOn: ["credential", "tls"],
  run: async (context) => {
    const { error } = await listConfigurations(context);
    if (error === undefined || isForbidden(error)) return ok("the cluster accepts the API key or token");
    return failureFrom(error);
  },
};

const list: Check = {
  name: "list",
  activity: "listing the cluster's configurations",
  dependsOn: ["authentication"],
  run: async (context) => {
    const { value, error } = await listConfigurations(context);
    return value === undefined
      ? failureFrom(error)
      : ok("the API key or token can list and read configurations");
  },
};

/**
 * Sends an empty update for a random id, which changes nothing. According to the admin guide, the cluster rejects admin
 * requests without Management Access (2001). That it checks the access before the id (4009) is inferred.
 */
const management: Check = {
  name: "management",
  activity: "checking Management Access",
  dependsOn: ["authentication"],
  run: async (context) => {
    let error: unknown;
    try {
      await clientOf(context).update(randomUUID(), {});
    } catch (thrown) {
      error = thrown;
    }
    const allowed =
      "has Management Access (inferred: the cluster looked up the id of an update of a nonexistent configuration)";
    if (isGone(error)) return ok(allowed);
    if (isForbidden(error) || isApiError(error, 2002))
      return failure("the cluster rejects admin requests: no Management Access", error.advice);
    // The cluster validates the request body only after it has checked the access.
    if (isApiError(error) && error.status === 400 && error.code !== undefined) return ok(allowed);
    const because = isAlgorithmiaError(error)
      ? messageWithoutAdvice(error)
      : "the cluster reported success for a nonexistent configuration";
    return warning(
      `Management Access can't be determined: ${because}`,
      "Run the command again. If the warning persists, check whether `pulumi up` succeeds.",
    );
  },
};

const configurations: Check = {
  name: "configurations",
  activity: "counting the configurations",
  dependsOn: ["list"],
  run: async (context) => {
    const { value = [] } = await listConfigurations(context);
    const shown = value.map(({ clientId: _, ...rest }) => rest);
    return ok(`${value.length}: ${value.map(describeConfiguration).join("; ")}`, { configurations: shown });
  },
};

function describeConfiguration({ id, provider, name, enabled, isDefault }: ScmConfiguration): string {
  const named = name === undefined ? "" : ` "${truncate(printable(name), 60)}"`;
  const marks = [provider, enabled === false ? "disabled" : "", isDefault === true ? "default" : ""];
  return `${truncate(printable(id), 60)}${named} (${marks
    .filter((mark) => mark !== "")
    .map((mark) => truncate(printable(mark), 40))
    .join(", ")})`;
}

const clients = new WeakMap<DoctorContext, ClusterClient>();

function clientOf(context: DoctorContext): ClusterClient {
  const { connection } = context.settings;
  if (connection === undefined) throw new RangeError("a setting is invalid");
  const { progress } = context.options;
  const client =
    clients.get(context) ??
    createClusterClient(connection, {
      onRetry: ({ reason, waitMs }) => progress(`${reason}; retrying in ${Math.ceil(waitMs / 1000)} s`),
    });
  clients.set(context, client);
  return client;
}

// Sends one request for the three checks that use the list.
async function listConfigurations(
  context: DoctorContext,
): Promise<{ value?: readonly ScmConfiguration[]; error?: unknown }> {
  if (context.listing === undefined) {
    try {
      context.listing = { value: await clientOf(context).list() };
    } catch (error) {
      context.listing = { error };
    }
  }
  return context.listing;
}

function isForbidden(error: unknown): error is ApiError {
  return isApiError(error) && (error.code === 2001 || (error.code === undefined && error.status === 403));
}

function failureFrom(error: unknown): Finding {
  if (!isAlgorithmiaError(error)) throw error;
  return failure(messageWithoutAdvice(error), error.advice);
}

// The message ends with the advice, which is printed on a separate line here.
function messageWithoutAdvice({ message, advice }: { message: string; advice: string }): string {
  return (message.endsWith(advice) ? message.slice(0, -advice.length) : message).trim();
}

export const clusterChecks = { authentication, list, management, configurations };
