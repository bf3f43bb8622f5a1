import { settingNames, settingOf } from "../connection/settings";
import type { Operation } from "../wire/operations";

/** What the advice depends on besides the code. */
export interface AdviceContext {
  readonly operation: Operation;
  readonly scheme: "Simple" | "Bearer";
}

export interface ErrorCode {
  /** The name in the management API's OpenAPI 1.5.1, schema Error. */
  readonly name: string;
  readonly meaning: string;
  /** What to do next: names the command, the input or the setting. */
  readonly advice: string | ((context: AdviceContext) => string);
  /** A later attempt may succeed. All other codes are definitive, whatever their status. */
  readonly retryable?: true;
}

const packageBug =
  "Either this package has a bug, or it doesn't support the version of the cluster. Report this with the error id.";
const userLink =
  "This error is about a user's link to Bitbucket, which this package never creates. Report it with the error id to the vendor's support.";
const bitbucketRequest =
  "The cluster's request to Bitbucket failed. Check urls, consumerKey and consumerSecret of the resource, and the permissions of the consumer at Bitbucket.";
const later =
  "Run the command again later. If the error persists, send the error id to the vendor's support.";

const credentialNames = {
  Simple: { key: "apiKey", what: "API key" },
  Bearer: { key: "bearerToken", what: "token" },
} as const;

function howToSet(scheme: AdviceContext["scheme"]): string {
  const { key } = credentialNames[scheme];
  return `with \`pulumi config set --secret algorithmia:${key}\`, ${settingOf(key).env}, or the ${key} argument of the Provider`;
}

function notAuthorized({ operation, scheme }: AdviceContext): string {
  if (operation === "list" || operation === "get") {
    return scheme === "Simple"
      ? `This API key isn't allowed to read SCM configurations, even if it is allowed to create them; the vendor's documents disagree on which keys are. Use an API key of a cluster admin with Management Access, or set the token of a cluster admin, which is valid for every operation, ${howToSet("Bearer")}.`
      : `This token isn't allowed to read SCM configurations, because it isn't the token of a cluster admin. Set the token of a cluster admin ${howToSet(scheme)}.`;
  }
  return scheme === "Simple"
    ? `The API key must belong to a cluster admin and have Management Access. Create such an API key on the cluster and set it ${howToSet(scheme)}.`
    : `The token must belong to a cluster admin. Set the token of a cluster admin ${howToSet(scheme)}.`;
}

function notAuthenticated({ operation, scheme }: AdviceContext): string {
  const { key, what } = credentialNames[scheme];
  const cause =
    scheme === "Simple"
      ? "The API key is wrong, was deleted, or belongs to another cluster."
      : "The token is wrong, has expired, or belongs to another cluster.";
  const advice = `${cause} Set a valid ${what} ${howToSet(scheme)}.`;
  const mayUseStaleCredential = operation === "get" || operation === "list" || operation === "delete";
  if (!mayUseStaleCredential) return advice;
  return `${advice} After a change of the credential, refresh, destroy and the reads of an up still use the copy in the stack's state: run \`pulumi up\` first, which stores the new credential, add \`--run-program\`, or set ${settingOf(key).env}.`;
}

/** Every error code that the API documents for SCM configurations and for requests in general. */
export const errorCodes: Readonly<Record<number, ErrorCode>> = {
  2001: {
    name: "NotAuthorized",
    meaning: "the credential doesn't allow this operation",
    advice: notAuthorized,
  },
  2002: { name: "NotAuthenticated", meaning: "the credential isn't valid", advice: notAuthenticated },
  2013: { name: "MalformedJson", meaning: "the request could not be parsed", advice: packageBug },
  2015: { name: "InvalidRequest", meaning: "the request isn't valid", advice: packageBug },
  2018: { name: "BadScmConnectionUpdateRequest", meaning: "a user's link was rejected", advice: userLink },
  4008: {
    name: "ScmConnectionNotFound",
    meaning: "the user has no link to the source code host",
    advice: userLink,
  },
  4009: {
    name: "ScmConfigurationNotFound",
    meaning: "the SCM configuration doesn't exist",
    advice: `The configuration was deleted outside Pulumi, or this is another cluster: check ${settingNames("apiUrl")}. If it was deleted, \`pulumi refresh\` records that and \`pulumi up\` creates it again.`,
  },
  4020: {
    name: "ScmBadCreatePayloadError",
    meaning: "the cluster rejected a property of the new configuration",
    advice:
      "Check urls (the web, api and ssh URLs must be reachable from the cluster), name, consumerKey, consumerSecret and, if set, configurationId of the resource.",
  },
  4021: {
    name: "ScmBadUpdatePayloadError",
    meaning: "the cluster rejected the update",
    advice:
      "Check urls of the resource: web, api and ssh must be valid URLs, and ssh must have the form ssh://git@HOST.",
  },
  4040: {
    name: "ScmEnabledError",
    meaning: "an enabled configuration can't be deleted",
    advice:
      "Somebody enabled the configuration again. Run the command again, which disables the configuration first.",
  },
  4041: {
    name: "ScmDefaultError",
    meaning: "the default configuration can't be disabled or deleted",
    advice:
      "First make another configuration the default: set isDefault: true on another resource and run `pulumi up`, or use the cluster's Source Code Management page. Then run the command again.",
  },
  4042: {
    name: "ScmDisabledError",
    meaning: "a disabled configuration can't become the default",
    advice:
      "Set enabled: true on the resource, which isDefault: true requires, or enable the configuration on the cluster.",
  },
  4043: {
    name: "ScmInUseError",
    meaning: "an algorithm uses the configuration",
    advice:
      "The cluster doesn't delete a configuration that an algorithm uses, and doesn't report which algorithms do. Set enabled: false on the resource, so that no new algorithm can use it, and delete it when no algorithm uses it. To remove it from Pulumi only, use `pulumi state delete` or the option retainOnDelete.",
  },
  4044: {
    name: "ScmConflictError",
    meaning:
      "a configuration with the same id, or with the same provider, consumer key and web URL, already exists",
    advice:
      "Use another OAuth consumer or another configurationId, or adopt the existing configuration with the input adopt. Another stack may manage the existing configuration, so don't delete it unless you know that nothing uses it.",
  },
  4045: {
    name: "ScmDisallowedOperationError",
    meaning: "the cluster never allows this operation, for example on its internal configuration",
    advice: "Check the configurationId. This package supports only Bitbucket Cloud configurations.",
  },
  4050: { name: "ScmOAuthUnsupportedError", meaning: "the provider has no OAuth flow", advice: userLink },
  4051: {
    name: "ScmOAuthMissingParamsError",
    meaning: "a parameter of the OAuth flow isn't set",
    advice: userLink,
  },
  4052: {
    name: "ScmOAuthInvalidAuthorizationCodeError",
    meaning: "the authorization code of the OAuth flow isn't valid",
    advice: userLink,
  },
  4070: {
    name: "ScmWebhookPayloadMalformedError",
    meaning: "the cluster couldn't parse a webhook of the source code host",
    advice: userLink,
  },
  4080: {
    name: "ScmNotAuthorizedError",
    meaning: "Bitbucket doesn't allow the cluster's request",
    advice: bitbucketRequest,
  },
  4081: {
    name: "ScmNotAuthenticatedError",
    meaning: "Bitbucket rejected the cluster's credential",
    advice: bitbucketRequest,
  },
  4082: {
    name: "ScmBadRequestError",
    meaning: "Bitbucket rejected the cluster's request",
    advice: bitbucketRequest,
  },
  4083: {
    name: "ScmUnknownError",
    meaning: "Bitbucket returned an unexpected response to the cluster",
    advice: bitbucketRequest,
    retryable: true,
  },
  4084: {
    name: "ScmConnectionError",
    meaning: "the cluster couldn't reach Bitbucket",
    advice: "Check urls of the resource, and that the cluster can reach them through its network and proxy.",
    retryable: true,
  },
  5001: {
    name: "InternalServerError",
    meaning: "an error inside the cluster",
    advice: later,
    retryable: true,
  },
  5005: {
    name: "InternalServerError",
    meaning: "an error inside the cluster",
    advice: later,
    retryable: true,
  },
  6001: {
    name: "InputValidationError",
    meaning: "the request failed the cluster's validation",
    advice: packageBug,
  },
};
