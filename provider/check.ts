import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { callbackUrlFor } from "../client/address";
import { currentConnection } from "./connection";
import { clashesWithOthers } from "./declared";
import { failuresOf, withoutValues } from "./failures";
import { noteDeclared } from "./memory";
import type { PreviewInputs } from "./model";
import { warnOnce } from "./report";
import { type CheckedInputs, inputsSchema } from "./schema";

const NAMES = Object.keys(inputsSchema.shape).filter((name) => !name.startsWith("__") && name !== "apiUrl");

/**
 * Judges the program's inputs, all failures at once and without the network, and completes them: defaults,
 * the cluster's address and the callback URL, so that a preview can show them.
 */
export async function check(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): Promise<CheckResult<PreviewInputs>> {
  const callbackUrl = handedBack(olds, news);
  const parsed = inputsSchema.safeParse(
    callbackUrl === undefined ? news : { ...news, callbackUrl: undefined },
  );
  const connection = currentConnection();
  const failures: CheckFailure[] = [
    ...(parsed.success ? ruleFailures(parsed.data) : failuresOf(parsed.error, NAMES)),
    ...("failures" in connection
      ? connection.failures.map(({ setting, reason }) => ({ property: setting, reason }))
      : [...strayAddress(olds, connection.connection), ...addressAsInput(olds, news, connection.connection)]),
  ];
  if (!parsed.success || "failures" in connection) {
    return { failures: withoutValues(failures, news) };
  }
  const inputs = completed(
    { ...parsed.data, callbackUrl: callbackUrl ?? parsed.data.callbackUrl },
    connection.connection.apiUrl,
  );
  failures.push(...clashesWithOthers(inputs));
  noteDeclared(inputs.__owner);
  if (failures.length === 0 && inputs.isDefault === true && olds["isDefault"] !== true) {
    await warnOnce(
      "Making this configuration the cluster's default: it becomes the preselected choice for new algorithms, and " +
        "algorithms on an external host have no Web IDE.",
    );
  }
  return { inputs, failures: withoutValues(failures, news) };
}

// With `ignoreChanges` check gets its own answer back, which for a cluster on plain http is a URL that no program may pass.
function handedBack(olds: Record<string, unknown>, news: Record<string, unknown>): string | undefined {
  const { callbackUrl } = news;
  return typeof callbackUrl === "string" && callbackUrl === olds["callbackUrl"] ? callbackUrl : undefined;
}

function ruleFailures(inputs: CheckedInputs): CheckFailure[] {
  return inputs.isDefault === true && inputs.enabled === false
    ? [
        {
          property: "isDefault",
          reason: "needs enabled: a disabled configuration can't be the cluster's default",
        },
      ]
    : [];
}

// A variable left in a shell must not turn a stack to another cluster.
function strayAddress(
  olds: Record<string, unknown>,
  connection: { apiUrl: string; addressFrom: string },
): CheckFailure[] {
  const before = olds["apiUrl"];
  return connection.addressFrom === "environment" &&
    typeof before === "string" &&
    before !== connection.apiUrl
    ? [
        {
          property: "apiUrl",
          reason:
            `is ${before} in this stack's state, but ALGORITHMIA_API names ${connection.apiUrl}: unset the ` +
            `variable, or move the stack on purpose with "pulumi config set algorithmia:apiUrl"`,
        },
      ]
    : [];
}

// The schema lets it in only since `ignoreChanges` hands check its own former inputs: a program's would be dropped unsaid.
function addressAsInput(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
  connection: { apiUrl: string },
): CheckFailure[] {
  const given = news["apiUrl"];
  return given === undefined || given === olds["apiUrl"] || given === connection.apiUrl
    ? []
    : [
        {
          property: "apiUrl",
          reason:
            'is no input: set the cluster with "pulumi config set algorithmia:apiUrl", or pass a Provider with ' +
            "it as the resource's provider",
        },
      ];
}

function completed(checked: CheckedInputs, apiUrl: string): PreviewInputs {
  const {
    __provider: _line,
    apiUrl: _before,
    name,
    isDefault,
    configurationId,
    callbackUrl,
    ...rest
  } = checked;
  return {
    ...rest,
    ...(name !== undefined && { name }),
    ...(isDefault !== undefined && { isDefault }),
    ...(configurationId !== undefined && { configurationId }),
    apiUrl,
    callbackUrl: callbackUrl ?? callbackUrlFor(apiUrl),
  };
}
