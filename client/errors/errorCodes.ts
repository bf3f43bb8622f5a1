import type { Operation } from "../wire/operations";

/** What advice depends on besides the code. */
export interface AdviceContext {
  readonly operation: Operation;
  readonly scheme: "Simple" | "Bearer";
}

export interface ErrorCode {
  /** The name in the management API's OpenAPI 1.5.1, schema Error. */
  readonly name: string;
  readonly meaning: string;
  /** What to do next: concrete, naming the command, the input or the config key. */
  readonly advice: string | ((context: AdviceContext) => string);
  /** An accident that a later attempt may not meet; the others are decisions, whatever their status. */
  readonly retryable?: true;
}

const ourBug =
  "This is a fault of this package, or the cluster is of another version than it knows: report it with the error id.";
const userLink =
  "This concerns a user's own link to Bitbucket, which this package never makes: report it with the error id to the vendor's support.";
const atBitbucket =
  "The cluster's own call to Bitbucket failed: check urls, consumerKey and consumerSecret of the resource, and the permissions of the consumer at Bitbucket.";

const staleCredentialAdvice =
  "After a change of the credential, refresh, destroy and the reads of an up still use the copy of it in the stack's state: run `pulumi up` first, which stores the new one, or add `--run-program`, or set";

function notAuthorized({ operation, scheme }: AdviceContext): string {
  if (operation === "list" || operation === "get") {
    return scheme === "Simple"
      ? "This API key may not read SCM configurations, even if it may create them; the vendor's documents disagree on which keys may. Use a key of a cluster admin with Management Access, or set algorithmia:bearerToken to a cluster admin's token, which is good for every call."
      : "This token may not read SCM configurations: it must be of a cluster admin; renew algorithmia:bearerToken (or ALGORITHMIA_BEARER_TOKEN).";
  }
  return scheme === "Simple"
    ? "The API key must belong to a cluster admin and have Management Access: make such a key on the cluster and set it with `pulumi config set --secret algorithmia:apiKey` (or as ALGORITHMIA_API_KEY)."
    : "The token must be of a cluster admin: set another with `pulumi config set --secret algorithmia:bearerToken` (or as ALGORITHMIA_BEARER_TOKEN).";
}

function notAuthenticated({ operation, scheme }: AdviceContext): string {
  const [key, env] =
    scheme === "Simple"
      ? ["algorithmia:apiKey", "ALGORITHMIA_API_KEY"]
      : ["algorithmia:bearerToken", "ALGORITHMIA_BEARER_TOKEN"];
  const cause =
    scheme === "Simple"
      ? "The API key is wrong, was deleted, or belongs to another cluster"
      : "The token is wrong, belongs to another cluster, or has expired, which it does by itself";
  const set = `set a good one with \`pulumi config set --secret ${key}\` (or as ${env})`;
  const fromState = operation === "get" || operation === "list" || operation === "delete";
  return fromState ? `${cause}: ${set}. ${staleCredentialAdvice} ${env}.` : `${cause}: ${set}.`;
}

/** Every code that the API documents for SCM configurations and for calls in general. */
export const errorCodes: Readonly<Record<number, ErrorCode>> = {
  2001: { name: "NotAuthorized", meaning: "the credential does not allow this call", advice: notAuthorized },
  2002: { name: "NotAuthenticated", meaning: "the credential was not accepted", advice: notAuthenticated },
  2013: { name: "MalformedJson", meaning: "the request could not be parsed", advice: ourBug },
  2015: { name: "InvalidRequest", meaning: "the request was not understood", advice: ourBug },
  2018: { name: "BadScmConnectionUpdateRequest", meaning: "a user's link was refused", advice: userLink },
  4008: {
    name: "ScmConnectionNotFound",
    meaning: "the user has no link to the source code host",
    advice: userLink,
  },
  4009: {
    name: "ScmConfigurationNotFound",
    meaning: "no such SCM configuration exists",
    advice:
      "It was deleted outside Pulumi, or this is another cluster: check algorithmia:apiUrl (or ALGORITHMIA_API); then `pulumi refresh` takes note of it and `pulumi up` makes it anew.",
  },
  4020: {
    name: "ScmBadCreatePayloadError",
    meaning: "the cluster refused a field of the new configuration",
    advice:
      "Check urls (web, api and ssh, each as the cluster is to reach it), name, consumerKey, consumerSecret and, if set, configurationId of the resource.",
  },
  4021: {
    name: "ScmBadUpdatePayloadError",
    meaning: "the cluster refused the change",
    advice:
      "Check urls of the resource: web, api and ssh must all three be valid addresses, ssh in the form ssh://git@HOST.",
  },
  4040: {
    name: "ScmEnabledError",
    meaning: "an enabled configuration can't be deleted",
    advice: "Somebody enabled it again in the meantime: run the command again, which disables it first.",
  },
  4041: {
    name: "ScmDefaultError",
    meaning: "the default can neither be disabled nor deleted",
    advice:
      "Make another configuration the default first: with isDefault: true on another resource and `pulumi up`, or on the cluster's Source Code Management page; then run the command again.",
  },
  4042: {
    name: "ScmDisabledError",
    meaning: "a disabled configuration can't become the default",
    advice:
      "Set enabled: true on the resource (isDefault: true needs it), or enable the configuration on the cluster.",
  },
  4043: {
    name: "ScmInUseError",
    meaning: "an algorithm uses the configuration",
    advice:
      "The cluster deletes no configuration that an algorithm uses, and does not tell which: keep the resource with enabled: false, so that no new algorithm takes it, until those are gone; to let go of it in Pulumi only, use `pulumi state delete` or the option retainOnDelete.",
  },
  4044: {
    name: "ScmConflictError",
    meaning: "one exists with the same id, or with the same provider, consumer key and web URL",
    advice:
      "Use another OAuth consumer or another configurationId, or take the existing configuration over with the input adopt. Another stack may manage it, so don't delete it unless you know that nothing needs it.",
  },
  4045: {
    name: "ScmDisallowedOperationError",
    meaning: "the cluster never allows this, such as touching its internal configuration",
    advice: "Check the configurationId: this package is only for Bitbucket Cloud configurations.",
  },
  4050: { name: "ScmOAuthUnsupportedError", meaning: "the provider has no OAuth flow", advice: userLink },
  4051: { name: "ScmOAuthMissingParamsError", meaning: "the OAuth flow lacks parameters", advice: userLink },
  4052: {
    name: "ScmOAuthInvalidAuthorizationCodeError",
    meaning: "the OAuth flow's authorization code is not valid",
    advice: userLink,
  },
  4070: {
    name: "ScmWebhookPayloadMalformedError",
    meaning: "the cluster could not read a webhook of the source code host",
    advice: userLink,
  },
  4080: {
    name: "ScmNotAuthorizedError",
    meaning: "Bitbucket does not allow the cluster's call",
    advice: atBitbucket,
  },
  4081: {
    name: "ScmNotAuthenticatedError",
    meaning: "Bitbucket did not accept the cluster's credential",
    advice: atBitbucket,
  },
  4082: {
    name: "ScmBadRequestError",
    meaning: "Bitbucket refused the cluster's request",
    advice: atBitbucket,
  },
  4083: {
    name: "ScmUnknownError",
    meaning: "Bitbucket answered the cluster with something unexpected",
    advice: atBitbucket,
    retryable: true,
  },
  4084: {
    name: "ScmConnectionError",
    meaning: "the cluster could not reach Bitbucket",
    advice: "Check urls of the resource, and that the cluster's own network and proxy let it reach them.",
    retryable: true,
  },
  5001: {
    name: "InternalServerError",
    meaning: "an error inside the cluster",
    advice: "Run the command again later; if it stays so, give the error id to the vendor's support.",
    retryable: true,
  },
  5005: {
    name: "InternalServerError",
    meaning: "an error inside the cluster",
    advice: "Run the command again later; if it stays so, give the error id to the vendor's support.",
    retryable: true,
  },
  6001: {
    name: "InputValidationError",
    meaning: "the request failed the cluster's validation",
    advice: ourBug,
  },
};
