import * as z from "zod/mini";
import { formatChoices } from "../../client/connection/parseSetting";
import { runSettings } from "../../client/connection/settings";
import { credentialProblem } from "../../client/consumer/credentialProblem";
import { ID_PATTERN, ID_RULE, INTERNAL_ID, MIN_NAME_LENGTH } from "../../client/wire/configurationRules";
import { PUBLIC_URLS } from "../../client/wire/hostUrls";
import { UNKNOWN } from "./unknown";
import { clusterUrlFailure, sshUrlFailure, webUrlFailure } from "./urlFailures";

/** The facts about an input that don't depend on its value. */
interface Facts {
  /** `defaulted`: check sets `default`, or a value that depends on the cluster. */
  readonly presence: "required" | "optional" | "defaulted";
  readonly default?: unknown;
  /** Whether a change replaces the configuration, updates the configuration in place, or changes only the state. */
  readonly change: "replace" | "update" | "record";
  readonly secret?: true;
}

function input<Schema extends z.core.$ZodType, const F extends Facts>(
  facts: F,
  schema: Schema,
): F & { readonly schema: Schema } {
  return { ...facts, schema };
}

/** A schema that also accepts an unknown value. The literal is first, because failures come from the last alternative. */
export const orUnknown = <S extends z.core.$ZodType>(schema: S) => z.union([z.literal(UNKNOWN), schema]);

const expected = (what: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined ? `is required: ${what}` : `must be ${what}`,
});

/** A check whose message depends on the value. Undefined if the value is valid. */
const problemOf = (messageOf: (text: string) => string | undefined) =>
  z.superRefine<string>((text, context) => {
    const message = messageOf(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

const choice = <const V extends readonly string[]>(values: V) =>
  z.enum(values, expected(formatChoices(values)));

const credential = (name: string) =>
  z.string(expected(`the consumer's ${name}, a string`)).check(
    problemOf((text) => {
      const problem = credentialProblem(text);
      return problem && `${problem}. Enter only the ${name} that Bitbucket shows for the OAuth consumer`;
    }),
  );

const url = (example: string, failureOf: (text: string) => string | undefined) =>
  z.string(expected(`a URL such as ${example}`)).check(problemOf(failureOf));

const clusterUrl = (what: string, example: string) =>
  url(example, (text) => clusterUrlFailure(text, what, example));

const existingId = "must be the id of the configuration to adopt, a string";

/**
 * The inputs of a resource. Types, defaults, check, comparison, the plugin's package schema and the reference docs derive
 * from these declarations. The schemas are for known values.
 */
export const inputs = {
  consumerKey: input({ presence: "required", change: "replace", secret: true }, credential("key")),

  consumerSecret: input({ presence: "required", change: "replace", secret: true }, credential("secret")),

  urls: input(
    { presence: "defaulted", default: PUBLIC_URLS, change: "update" },
    z.strictObject(
      {
        web: orUnknown(clusterUrl("website", PUBLIC_URLS.web)),
        api: orUnknown(clusterUrl("API URL", PUBLIC_URLS.api)),
        ssh: orUnknown(url(PUBLIC_URLS.ssh, (text) => sshUrlFailure(text, PUBLIC_URLS.ssh))),
      },
      expected("an object with all of web, api and ssh"),
    ),
  ),

  name: input(
    { presence: "optional", change: "replace" },
    z.string(expected("a string")).check(z.minLength(MIN_NAME_LENGTH, { error: "must not be empty" })),
  ),

  enabled: input(
    { presence: "defaulted", default: true, change: "update" },
    z.boolean({
      error: ({ input: given }) =>
        given === "true" || given === "false" ? `must be ${given} without quotes` : "must be true or false",
    }),
  ),

  isDefault: input(
    { presence: "optional", change: "update" },
    z.literal(true, {
      error: ({ input: given }) =>
        given === false
          ? "can't be false, because the cluster's API can't unset the default. Remove isDefault here, and set " +
            "isDefault: true on the configuration that must become the default"
          : "must be true or not set",
    }),
  ),

  configurationId: input(
    { presence: "optional", change: "replace" },
    z.string(expected("a string")).check(
      z.regex(ID_PATTERN, { error: ID_RULE, abort: true }),
      z.refine(
        (id) => id !== INTERNAL_ID,
        `can't be "${INTERNAL_ID}", the id of the cluster's own configuration`,
      ),
    ),
  ),

  adopt: input(
    { presence: "optional", change: "record" },
    z
      .string({
        error: ({ input: given }) =>
          typeof given === "boolean" ? `${existingId}. true and false are no longer accepted` : existingId,
      })
      .check(z.minLength(1, { error: existingId })),
  ),

  whenInUse: input(
    { presence: "defaulted", default: "fail", change: "record" },
    choice(runSettings.whenInUse.values),
  ),

  verifyConsumer: input(
    { presence: "defaulted", default: "credentials", change: "record" },
    choice(runSettings.verifyConsumer.values),
  ),

  callbackUrl: input(
    { presence: "defaulted", change: "record" },
    url("https://CLUSTER_DOMAIN", (text) => webUrlFailure(text, "callback URL", "https://CLUSTER_DOMAIN")),
  ),
};

export type InputName = keyof typeof inputs;

export const INPUT_NAMES = Object.keys(inputs) as InputName[];

type Default<F> = F extends { readonly default: unknown; readonly schema: infer S extends z.core.$ZodType }
  ? z.output<S>
  : never;

/** The inputs with a default that doesn't depend on the cluster. */
export const DEFAULTS = Object.fromEntries(
  Object.entries<Facts>(inputs).flatMap(([name, facts]) =>
    "default" in facts ? [[name, facts.default]] : [],
  ),
) as {
  readonly [K in InputName as Default<(typeof inputs)[K]> extends never ? never : K]: Default<
    (typeof inputs)[K]
  >;
};
