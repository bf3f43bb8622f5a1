import { isDeepStrictEqual } from "node:util";
import { callbackUrlFor } from "../../client/connection/address";
import type { Connection } from "../../client/connection/connection";
import { type CheckFailure, withoutValues } from "../inputs/checkFailures";
import { INPUT_NAMES } from "../inputs/inputs";
import type { PreviewInputs } from "../inputs/model";
import { type ParsedInputs, parseInputs, urlWarnings } from "../inputs/parseInputs";
import type { ProviderRun } from "../run/providerRun";

/**
 * Judges the program's inputs, all failures at once and without the network, and completes them: defaults,
 * the cluster's address and the callback URL, so that a preview can show them.
 */
export function check(
  run: ProviderRun,
  urn: string,
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): { readonly inputs?: PreviewInputs; readonly failures: CheckFailure[] } {
  const kept = keptInputs(olds, news);
  const parsed = parseInputs(news, kept);
  const connection = run.readConnection();
  const failures: CheckFailure[] = [
    ...("failures" in parsed ? parsed.failures : crossFieldFailures(parsed.inputs, kept)),
    ...("failures" in connection
      ? connection.failures.map(({ setting, reason }) => ({ property: setting, reason }))
      : [...strayAddress(olds, connection.connection), ...addressAsInput(olds, news, connection.connection)]),
  ];
  const outgoing = (): CheckFailure[] =>
    withoutValues(failures, news).map(({ property, reason }) => ({
      property,
      reason: run.redactor.cleanMessage(reason),
    }));
  if ("failures" in parsed || "failures" in connection) {
    return { failures: outgoing() };
  }
  const inputs = completed(parsed.inputs, connection.connection.apiUrl);
  failures.push(...run.declared.declare(urn, inputs));
  if (failures.length === 0) {
    announce(run, olds, inputs);
  }
  return { inputs, failures: outgoing() };
}

/**
 * The inputs that are what they were. They pass whatever they are: with `ignoreChanges` the engine passes check what a
 * refresh found on the cluster, which needn't be what a program may set.
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
      "Making this configuration the cluster's default: it becomes the preselected choice for new algorithms, and " +
        "algorithms on an external host have no Web IDE.",
    );
  }
  if (inputs.adopt !== undefined && Object.keys(olds).length === 0) {
    report.warnOnce(
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

function crossFieldFailures(inputs: ParsedInputs, kept: ReadonlySet<string>): CheckFailure[] {
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
function strayAddress(olds: Record<string, unknown>, { apiUrl, addressFrom }: Connection): CheckFailure[] {
  const before = olds["apiUrl"];
  return addressFrom === "environment" && typeof before === "string" && before !== apiUrl
    ? [
        {
          property: "apiUrl",
          reason:
            `is ${before} in this stack's state, but ALGORITHMIA_API names ${apiUrl}: unset the ` +
            `variable, or move the stack on purpose with "pulumi config set algorithmia:apiUrl"`,
        },
      ]
    : [];
}

// The schema lets it in only since `ignoreChanges` hands check its own former inputs: a program's would be dropped unsaid.
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
            'is no input: set the cluster with "pulumi config set algorithmia:apiUrl", or pass a Provider with ' +
            "it as the resource's provider",
        },
      ];
}

function completed({ callbackUrl, ...parsed }: ParsedInputs, apiUrl: string): PreviewInputs {
  const given = Object.entries<unknown>(parsed).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as typeof parsed),
    apiUrl,
    callbackUrl: callbackUrl ?? callbackUrlFor(apiUrl),
  };
}
