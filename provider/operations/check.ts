import { isDeepStrictEqual } from "node:util";
import { callbackUrlFor } from "../../client/connection/address";
import type { Connection } from "../../client/connection/connection";
import { type CheckFailure, withoutValues } from "../inputs/checkFailures";
import { INPUT_NAMES } from "../inputs/inputs";
import type { Inputs, PreviewInputs } from "../inputs/model";
import { isKnown } from "../inputs/unknown";
import { type ParsedInputs, parseInputs, urlWarnings } from "../inputs/parseInputs";
import type { ProviderRun } from "../run/providerRun";

/**
 * Checks the program's inputs without the network and reports all failures at once. Adds defaults, the cluster's address
 * and the callback URL, so that a preview shows them.
 */
export function check(
  run: ProviderRun,
  urn: string,
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): { readonly inputs?: PreviewInputs; readonly failures: CheckFailure[] } {
  // For a replacement, the engine checks again without the previous inputs (pulumi/pulumi pkg/resource/deploy,
  // `continueStepsFromDiff`).
  const isForCreate = Object.keys(olds).length === 0;
  if (isForCreate) run.kept.release(urn);
  const kept = new Set(keptInputs(olds, news));
  // The engine also checks the inputs of an import, which can't include the secret.
  if (run.imported.has(urn) && news["consumerSecret"] === undefined) kept.add("consumerSecret");
  const parsed = parseInputs(news, kept);
  const connection = run.readConnection();
  const failures: CheckFailure[] = [
    ...("failures" in parsed ? parsed.failures : crossFieldFailures(parsed.inputs, kept)),
    ...("failures" in connection
      ? connection.failures.map(({ setting, reason }) => ({ property: setting, reason }))
      : [
          ...changedByEnvironment(olds, connection.connection),
          ...addressAsInput(olds, news, connection.connection),
        ]),
  ];
  const outgoing = (): CheckFailure[] =>
    withoutValues(failures, news).map(({ property, reason }) => ({
      property,
      reason: run.redactor.cleanMessage(reason),
    }));
  if ("failures" in parsed || "failures" in connection) {
    return { failures: outgoing() };
  }
  const inputs = complete(parsed.inputs, connection.connection.apiUrl);
  failures.push(...run.declared.declare(urn, inputs));
  // All values are known before the create.
  if (isForCreate) run.replacements.expectCreate(urn, inputs as Inputs);
  if (failures.length === 0) {
    announce(run, olds, inputs);
  }
  return { inputs, failures: outgoing() };
}

/**
 * The unchanged inputs, which check accepts without validation. With `ignoreChanges`, the engine passes the values that a
 * refresh read from the cluster, and a program may not be allowed to set those.
 */
function keptInputs(olds: Record<string, unknown>, news: Record<string, unknown>): ReadonlySet<string> {
  return new Set(INPUT_NAMES.filter((name) => name in olds && isDeepStrictEqual(olds[name], news[name])));
}

function announce({ report }: ProviderRun, olds: Record<string, unknown>, inputs: PreviewInputs): void {
  for (const warning of [...urlWarnings(inputs.urls), ...nameWarnings(inputs.name)]) {
    report.warnOnce(warning);
  }
  if (inputs.isDefault === true && olds["isDefault"] !== true) {
    report.warnOnce(
      "This configuration becomes the cluster's default, which is preselected for new algorithms. Algorithms on an " +
        "external host have no Web IDE.",
    );
  }
  if (inputs.adopt !== undefined && Object.keys(olds).length === 0) {
    const named = isKnown(inputs.adopt) ? `the configuration ${inputs.adopt}` : "the configuration to adopt";
    report.warnOnce(
      `If the cluster has ${named} with this consumer key and website, this resource adopts ` +
        `the configuration. Updates then change the configuration, and a destroy deletes it.`,
    );
  }
}

function nameWarnings(name: unknown): string[] {
  return typeof name === "string" && (name.trim() !== name || /[\p{Cc}\u2028\u2029]/u.test(name))
    ? [
        "name has leading or trailing whitespace or contains a line break. Enter the name as users must see it.",
      ]
    : [];
}

function crossFieldFailures(inputs: ParsedInputs, kept: ReadonlySet<string>): CheckFailure[] {
  return inputs.isDefault === true &&
    inputs.enabled === false &&
    !(kept.has("isDefault") && kept.has("enabled"))
    ? [
        {
          property: "isDefault",
          reason: "requires enabled: true, because a disabled configuration can't be the cluster's default",
        },
      ]
    : [];
}

// A variable that is still set in a shell must not move a stack to another cluster.
function changedByEnvironment(
  olds: Record<string, unknown>,
  { apiUrl, addressFrom }: Connection,
): CheckFailure[] {
  const before = olds["apiUrl"];
  return addressFrom === "environment" && typeof before === "string" && before !== apiUrl
    ? [
        {
          property: "apiUrl",
          reason:
            `is ${before} in this stack's state, but ALGORITHMIA_API is ${apiUrl}. Unset the variable, or move the ` +
            `stack with "pulumi config set algorithmia:apiUrl"`,
        },
      ]
    : [];
}

// The schema accepts apiUrl for `ignoreChanges`. Without this failure, a program's apiUrl would be ignored.
function addressAsInput(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
  { apiUrl }: Connection,
): CheckFailure[] {
  const given = news["apiUrl"];
  return given === undefined || given === olds["apiUrl"] || given === apiUrl
    ? []
    : [
        {
          property: "apiUrl",
          reason:
            'isn\'t an input. Set the cluster with "pulumi config set algorithmia:apiUrl", or pass a Provider as the ' +
            "resource's provider",
        },
      ];
}

function complete({ callbackUrl, ...parsed }: ParsedInputs, apiUrl: string): PreviewInputs {
  const given = Object.entries<unknown>(parsed).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as typeof parsed),
    apiUrl,
    callbackUrl: callbackUrl ?? callbackUrlFor(apiUrl),
  };
}
