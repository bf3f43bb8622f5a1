import { z } from "zod";
import { PUBLIC_URLS } from "./urls";
import { UNKNOWN } from "./unknown";

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

const credential = (name: string) =>
  z
    .string(required(`the consumer's ${name}, a string`))
    .min(1, `is empty: enter the ${name} that Bitbucket shows for the OAuth consumer`)
    .refine((text) => !/\s/.test(text), {
      error: `has white space or a line break in it, as pasted text often has: enter the ${name} alone`,
      abort: true,
    });

const web = (name: string, example: string) =>
  z.string(required(`a URL such as ${example}`)).superRefine((text, context) => {
    const failure = webUrlFailure(text);
    if (failure !== undefined) {
      context.addIssue({ code: "custom", message: `${failure}: enter the ${name} as ${example}` });
    }
  });

const ssh = z.string(required(`a URL such as ${PUBLIC_URLS.ssh}`)).superRefine((text, context) => {
  if (!/^ssh:\/\/[^\s@/:]+@[^\s@/:]+(:\d{1,5})?$/.test(text)) {
    context.addIssue({
      code: "custom",
      message: `must be ssh://USER@HOST or ssh://USER@HOST:PORT: enter the SSH URL as ${PUBLIC_URLS.ssh}`,
    });
  }
});

export const inputsSchema = z.strictObject({
  __owner: z.string(),
  consumerKey: known(credential("key")),
  consumerSecret: known(credential("secret")),
  urls: known(
    z.strictObject(
      {
        web: known(web("website", PUBLIC_URLS.web)),
        api: known(web("API URL", PUBLIC_URLS.api)),
        ssh: known(ssh),
      },
      required("an object with web, api and ssh"),
    ),
  ).default({ ...PUBLIC_URLS }),
  name: known(
    z
      .string(required("a string"))
      .refine(
        (text) => text.trim() === text && text !== "",
        "must not be empty or have white space around it",
      ),
  ).optional(),
  enabled: known(z.boolean(required("true or false"))).default(true),
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
  adopt: known(z.boolean(required("true or false"))).default(false),
  whenInUse: known(z.enum(["fail", "disable"], required('"fail" or "disable"'))).default("fail"),
  verifyConsumer: known(
    z.enum(["credentials", "permissions", "off"], required('"credentials", "permissions" or "off"')),
  ).default("credentials"),
  callbackUrl: known(web("callback URL", "https://CLUSTER_DOMAIN")).optional(),
  apiUrl: z.unknown().optional(),
  __provider: z.unknown().optional(),
});

export type CheckedInputs = z.output<typeof inputsSchema>;

function webUrlFailure(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return "is not an https URL";
  }
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    return "must not be plain http, over which users' consent would travel unprotected";
  }
  if (url.username !== "" || url.password !== "") {
    return "must not hold credentials";
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || /\s/.test(text)) {
    return "must be the bare address, without path, query or white space";
  }
  return undefined;
}

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
