import { randomUUID } from "node:crypto";
import { type ClusterClient, createClusterClient } from "../../client/api/clusterClient";
import { isAlgorithmiaError } from "../../client/errors/algorithmiaError";
import { type ApiError, isApiError, isGone } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/wire/model";
import { printable, truncate } from "../../client/redact/printable";
import { type Check, failure, type Finding, ok, type DoctorContext, warning } from "./model";

const authentication: Check = {
  name: "authentication",
  activity: "asking the cluster for its configurations",
  dependsOn: ["credential", "tls"],
  run: async (context) => {
    const { error } = await listConfigurations(context);
    if (error === undefined || isForbidden(error)) return ok("the cluster accepts the key or token");
    return failureFrom(error);
  },
};

const list: Check = {
  name: "list",
  activity: "asking the cluster for its configurations",
  dependsOn: ["authentication"],
  run: async (context) => {
    const { value, error } = await listConfigurations(context);
    return value === undefined ? failureFrom(error) : ok("may list and read configurations");
  },
};

/**
 * Told apart by changing nothing: an update without any change, of a configuration under an id made up for this. The
 * admin guide refuses admin calls without Management Access (2001). That the cluster says so before it looks for the
 * configuration (4009) is inferred, as every such server does.
 */
const management: Check = {
  name: "management",
  activity: "asking whether admin calls are allowed",
  dependsOn: ["authentication"],
  run: async (context) => {
    let error: unknown;
    try {
      await clientOf(context).update(randomUUID(), {});
    } catch (thrown) {
      error = thrown;
    }
    const allowed =
      "has Management Access (inferred: an update of a configuration that does not exist was let through to look for it)";
    if (isGone(error)) return ok(allowed);
    if (isForbidden(error) || isApiError(error, 2002))
      return failure("admin calls are refused: no Management Access", error.advice);
    // A refusal of the request's content comes from behind the same door.
    if (isApiError(error) && error.status === 400 && error.code !== undefined) return ok(allowed);
    const because = isAlgorithmiaError(error)
      ? messageWithoutAdvice(error)
      : "the answer was a success, which it can't be";
    return warning(
      `whether admin calls are allowed can't be told: ${because}`,
      "Run again; if it stays so, see whether a `pulumi up` goes through.",
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
  const named = name === undefined ? "" : ` "${cut(printable(name), 60)}"`;
  const marks = [provider, enabled === false ? "disabled" : "", isDefault === true ? "default" : ""];
  return `${truncate(printable(id), 60)}${named} (${marks
    .filter((mark) => mark !== "")
    .map((mark) => truncate(printable(mark), 40))
    .join(", ")})`;
}

const clients = new WeakMap<DoctorContext, ClusterClient>();

function clientOf(context: DoctorContext): ClusterClient {
  const { connection } = context.settings;
  if (connection === undefined) throw new RangeError("a setting is wrong");
  const { progress } = context.options;
  const client =
    clients.get(context) ??
    createClusterClient(connection, {
      onRetry: ({ reason, waitMs }) => progress(`${reason}; trying again in ${Math.ceil(waitMs / 1000)} s`),
    });
  clients.set(context, client);
  return client;
}

// Asked once for the three checks that look at it.
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

// The message ends with the advice, which stands on a line of its own here.
function messageWithoutAdvice({ message, advice }: { message: string; advice: string }): string {
  return (message.endsWith(advice) ? message.slice(0, -advice.length) : message).trim();
}

export const clusterChecks = { authentication, list, management, configurations };
