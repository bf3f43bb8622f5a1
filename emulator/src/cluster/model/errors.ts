/** Whether the vendor documents a status, or it is inferred as the most likely one. */
type Basis = "documented" | "inferred";

/** An error of the cluster. Codes and names are those of OpenAPI 1.5.1, `Error.code`. The messages are our own. */
export interface ErrorRow {
  readonly code: number | undefined;
  readonly status: number;
  readonly statusBasis: Basis;
  /** The document that states the status, or the reason for inferring it. */
  readonly statusSource: string;
  readonly message: string;
}

/**
 * Every error of the emulated cluster. The OpenAPI document lists codes and statuses separately and doesn't pair them,
 * so most statuses are inferred from those that it lists for the operations that can return the error.
 */
export const ERRORS = {
  NotAuthorized: {
    code: 2001,
    status: 403,
    statusBasis: "documented",
    statusSource: "OpenAPI 1.5.1, getScm lists 403; the one status that the vendor pairs with a code",
    message: "The caller is not authorized to perform this operation",
  },
  NotAuthenticated: {
    code: 2002,
    status: 401,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, listScms and getScm list 401",
    message: "Authentication is required to perform this operation",
  },
  MalformedJson: {
    code: 2013,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, createScm and updateScm list 400",
    message: "The request body is not valid JSON",
  },
  PayloadTooLarge: {
    code: 2015,
    status: 413,
    statusBasis: "inferred",
    statusSource: "HTTP semantics; the code is the OpenAPI's InvalidRequest",
    message: "The request body is too large",
  },
  InvalidRequest: {
    code: 2015,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 400",
    message: "The request is invalid",
  },
  ScmConfigurationNotFound: {
    code: 4009,
    status: 404,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, every operation on one configuration lists 404",
    message: "The SCM configuration could not be found",
  },
  ScmBadCreatePayloadError: {
    code: 4020,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, createScm lists 400",
    message: "The SCM configuration payload is invalid",
  },
  ScmBadUpdatePayloadError: {
    code: 4021,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, updateScm lists 400",
    message: "The SCM configuration update payload is invalid",
  },
  ScmEnabledError: {
    code: 4040,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, deleteScm lists 400",
    message: "An enabled SCM configuration cannot be deleted; disable it first",
  },
  ScmDefaultError: {
    code: 4041,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, updateScm and deleteScm list 400",
    message: "The default SCM configuration cannot be disabled or deleted",
  },
  ScmDisabledError: {
    code: 4042,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, setDefaultScm lists 400",
    message: "A disabled SCM configuration cannot be the default, nor can accounts be linked to it",
  },
  ScmInUseError: {
    code: 4043,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, deleteScm lists 400 and no 409",
    message: "The SCM configuration is used by at least one algorithm",
  },
  ScmConflictError: {
    code: 4044,
    status: 409,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, createScm alone lists 409",
    message:
      "An SCM configuration with this id, or with this provider, client id and web URL, already exists",
  },
  ScmDisallowedOperationError: {
    code: 4045,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, createScm and deleteScm list 400",
    message: "This operation is not allowed on this SCM configuration",
  },
  // Errors of linking an account.
  ScmOAuthUnsupportedError: {
    code: 4050,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, getScmStatus lists 400 and applies only to providers with OAuth",
    message: "This SCM configuration has no OAuth authorization flow",
  },
  ScmOAuthMissingParamsError: {
    code: 4051,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 400 and requires a code",
    message: "A parameter of the authorization is missing",
  },
  ScmOAuthInvalidAuthorizationCodeError: {
    code: 4052,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 400",
    message: "The source code host does not accept the authorization code; start again",
  },
  ScmNotAuthorizedError: {
    code: 4080,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 400 and no 403",
    message:
      "The source code host does not let the cluster do this; the OAuth consumer may lack a permission",
  },
  ScmNotAuthenticatedError: {
    code: 4081,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 400 and no 401",
    message: "The source code host does not accept the client id and secret of the SCM configuration",
  },
  ScmBadRequestError: {
    code: 4082,
    status: 400,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 400",
    message: "The source code host refused the cluster's request",
  },
  ScmUnknownError: {
    code: 4083,
    status: 500,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 500",
    message: "The source code host returned an unexpected response",
  },
  ScmConnectionError: {
    code: 4084,
    status: 500,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 500",
    message: "The cluster could not reach the source code host",
  },
  InternalServerError: {
    code: 5001,
    status: 500,
    statusBasis: "documented",
    statusSource: "OpenAPI 1.5.1, every operation lists 500; the code carries that name",
    message: "Internal server error",
  },
  NoSuchPath: {
    code: undefined,
    status: 404,
    statusBasis: "inferred",
    statusSource: "HTTP semantics; not 4009, which says that a configuration is gone",
    message: "No such path",
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorName = keyof typeof ERRORS;

/** An error response. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly kind: ErrorName,
    /** Appended to the message of the table. Must not contain a value that the client sent. */
    detail?: string,
    /** The invalid properties of the body, such as `urls.web`. */
    readonly paths: readonly string[] = [],
  ) {
    super(detail === undefined ? ERRORS[kind].message : `${ERRORS[kind].message}: ${detail}`);
  }
}

/** Throws the error that a rule returned, if any. */
export function throwIfError(kind: ErrorName | undefined): void {
  if (kind !== undefined) throw new ApiError(kind);
}
