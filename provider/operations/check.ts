import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { callbackUrlFor } from "../../client/address";
import { currentConnection } from "../run/connection";
import { clashesWithOthers } from "../run/declarations";
import { failuresOf, withoutValues } from "../inputs/checkFailures";
import { noteDeclared } from "../run/memory";
import type { PreviewInputs } from "../inputs/model";
import { warnOnce } from "../run/reporter";
import { type CheckedInputs, inputsSchema, urlWarnings } from "../inputs/schema";

const NAMES = Object.keys(inputsSchema.shape).filter((name) => !name.startsWith("__") && name !== "apiUrl");

/**
 * Judges the program's inputs, all failures at once and without the network, and completes them: defaults,
 * the cluster's address and the callback URL, so that a preview can show them.
 */
export async function check(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): Promise<CheckResult<PreviewInputs>> {
  const kept = keptInputs(olds, news);
  const parsed = parseInputs(news, kept);
  const connection = currentConnection();
  const failures: CheckFailure[] = [
    ...(parsed.success ? ruleFailures(parsed.data, kept) : failuresOf(parsed.error, NAMES)),
    ...("failures" in connection
      ? connection.failures.map(({ setting, reason }) => ({ property: setting, reason }))
      : [...strayAddress(olds, connection.connection), ...addressAsInput(olds, news, connection.connection)]),
  ];
  if (!parsed.success || "failures" in connection) {
    return { failures: withoutValues(failures, news) };
  }
  const inputs = completed(parsed.data, connection.connection.apiUrl);
  failures.push(...clashesWithOthers(inputs));
  noteDeclared(inputs.__urn);
  if (failures.length === 0) {
    await announce(olds, inputs);
  }
  return { inputs, failures: withoutValues(failures, news) };
}

/**
 * The inputs that are what they were. They pass whatever they are: with `ignoreChanges` the engine passes check what a
 * refresh found on the cluster, which needn't be what a program may set.
 */
function keptInputs(olds: Record<string, unknown>, news: Record<string, unknown>): ReadonlySet<string> {
  return new Set(NAMES.filter((name) => name in olds && isDeepStrictEqual(olds[name], news[name])));
}

function parseInputs(
  news: Record<string, unknown>,
  kept: ReadonlySet<string>,
): ReturnType<typeof inputsSchema.safeParse> {
  const parsed = inputsSchema.safeParse(news);
  const isOfKept = ({ path: [name] }: { path: PropertyKey[] }) => typeof name === "string" && kept.has(name);
  return parsed.success || !parsed.error.issues.some(isOfKept)
    ? parsed
    : (inputsSchema
        .extend(Object.fromEntries([...kept].map((name) => [name, z.unknown()])))
        .safeParse(news) as typeof parsed);
}

async function announce(olds: Record<string, unknown>, inputs: PreviewInputs): Promise<void> {
  for (const warning of [...urlWarnings(inputs.urls), ...nameWarnings(inputs.name)]) {
    await warnOnce(warning);
  }
  if (inputs.isDefault === true && olds["isDefault"] !== true) {
    await warnOnce(
      "Making this configuration the cluster's default: it becomes the preselected choice for new algorithms, and " +
        "algorithms on an external host have no Web IDE.",
    );
  }
  if (inputs.adopt !== undefined && Object.keys(olds).length === 0) {
    await warnOnce(
      `If the cluster has the configuration ${inputs.adopt} with this consumer key and website, this resource adopts it: ` +
        `updates change it, and a destroy deletes it.`,
    );
  }
}

function nameWarnings(name: unknown): string[] {
  return typeof name === "string" && (name.trim() !== name || /[\p{Cc}\u2028\u2029]/u.test(name))
    ? ["name has white space around it or a line break in it: enter it as users are to see it."]
    : [];
}

function ruleFailures(inputs: CheckedInputs, kept: ReadonlySet<string>): CheckFailure[] {
  return inputs.isDefault === true &&
    inputs.enabled === false &&
    !(kept.has("isDefault") && kept.has("enabled"))
    ? [
        {
          property: "isDefault",
          reason: "requires enabled: a disabled configuration can't be the cluster's default",
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
    __owner: _owner,
    apiUrl: _before,
    name,
    isDefault,
    configurationId,
    adopt,
    callbackUrl,
    ...rest
  } = checked;
  return {
    ...rest,
    ...(name !== undefined && { name }),
    ...(isDefault !== undefined && { isDefault }),
    ...(configurationId !== undefined && { configurationId }),
    ...(adopt !== undefined && { adopt }),
    apiUrl,
    callbackUrl: callbackUrl ?? callbackUrlFor(apiUrl),
  };
}
