import { z } from "zod";
import { credentialProblem } from "../../client/consumer/credentialProblem";
import { PUBLIC_URLS } from "../../client/publicUrls";
import { UNKNOWN } from "./unknown";
import {
  clusterUrlFailure,
  clusterUrlWarning,
  sshUrlFailure,
  sshUrlWarning,
  webUrlFailure,
} from "./urlFailures";

/*
 * What a program may pass, checked strictly. The engine passes values that a preview doesn't know as a
 * sentinel, and with `ignoreChanges` what check itself returned last time, hence apiUrl.
 */

const required = (wanted: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined ? `is required: ${wanted}` : `must be ${wanted}`,
});

// A literal first: where the value is known, what the second says is the one worth telling.
const known = <S extends z.ZodType>(schema: S) => z.union([z.literal(UNKNOWN), schema]);

const boolean = z.boolean({
  error: ({ input }) =>
    input === "true" || input === "false" ? `must be ${input} without quotes` : "must be true or false",
});

const credential = (name: string) =>
  z.string(required(`the consumer's ${name}, a string`)).superRefine((text, context) => {
    const problem = credentialProblem(text);
    if (problem !== undefined) {
      const message = `${problem}: enter the ${name} alone, as Bitbucket shows it for the OAuth consumer`;
      context.addIssue({ code: "custom", message });
    }
  });

const url = (example: string, failureOf: (text: string) => string | undefined) =>
  z.string(required(`a URL such as ${example}`)).superRefine((text, context) => {
    const message = failureOf(text);
    if (message !== undefined) {
      context.addIssue({ code: "custom", message });
    }
  });

const web = (what: string, example: string) => url(example, (text) => clusterUrlFailure(text, what, example));

export const inputsSchema = z.strictObject({
  __urn: z.string(),
  consumerKey: known(credential("key")),
  consumerSecret: known(credential("secret")),
  urls: known(
    z.strictObject(
      {
        web: known(web("website", PUBLIC_URLS.web)),
        api: known(web("API URL", PUBLIC_URLS.api)),
        ssh: known(url(PUBLIC_URLS.ssh, (text) => sshUrlFailure(text, PUBLIC_URLS.ssh))),
      },
      required("an object with web, api and ssh, all three"),
    ),
  ).default({ ...PUBLIC_URLS }),
  name: known(z.string(required("a string")).min(1, { error: "must not be empty" })).optional(),
  enabled: known(boolean).default(true),
  isDefault: known(
    z.literal(true, {
      error: (issue) =>
        issue.input === false
          ? "can't be false: the cluster has no call that takes the mark away. Leave it out here, and set " +
            "isDefault: true on the configuration that is to have the mark"
          : "must be true or left out",
    }),
  ).optional(),
  configurationId: known(
    z
      .string(required("a string"))
      .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$/, {
        error: "must be 1 to 128 letters, digits, '.', '_' or '-', with a letter or digit at both ends",
        abort: true,
      })
      .refine((id) => id !== "internal", "can't be internal: that is the cluster's own configuration"),
  ).optional(),
  adopt: known(
    z
      .string({
        error: ({ input }) =>
          typeof input === "boolean"
            ? "must be the id of the configuration to adopt, a string; true and false are no longer accepted"
            : "must be the id of the configuration to adopt, a string",
      })
      .min(1, { error: "must be the id of the configuration to adopt, a string" }),
  ).optional(),
  whenInUse: known(z.enum(["fail", "disable"], required('"fail" or "disable"'))).default("fail"),
  verifyConsumer: known(
    z.enum(["credentials", "permissions", "off"], required('"credentials", "permissions" or "off"')),
  ).default("credentials"),
  callbackUrl: known(
    url("https://CLUSTER_DOMAIN", (text) => webUrlFailure(text, "callback URL", "https://CLUSTER_DOMAIN")),
  ).optional(),
  apiUrl: z.unknown().optional(),
  /** Of a program that still runs an older version of the class. */
  __owner: z.unknown().optional(),
  __provider: z.unknown().optional(),
});

/** What of `urls` is accepted, since a cluster may hold it, but is probably a mistake; by property path. */
export function urlWarnings(urls: unknown): string[] {
  const { web: website, api, ssh } = (typeof urls === "object" ? urls : {}) as Record<string, unknown>;
  const judged: [string, unknown, (text: string) => string | undefined][] = [
    ["urls.web", website, (text) => clusterUrlWarning(text, "website", PUBLIC_URLS.web)],
    ["urls.api", api, (text) => clusterUrlWarning(text, "API URL", PUBLIC_URLS.api)],
    ["urls.ssh", ssh, (text) => sshUrlWarning(text, PUBLIC_URLS.ssh)],
  ];
  return judged.flatMap(([path, value, warningOf]) => {
    const warning = typeof value === "string" && value !== UNKNOWN ? warningOf(value) : undefined;
    return warning === undefined ? [] : [`${path} ${warning}, unless your cluster needs it like this.`];
  });
}

export type CheckedInputs = z.output<typeof inputsSchema>;
