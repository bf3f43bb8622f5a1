import type { ErrorRow } from "../errors";

/** The refusals that only users meet who link an account. */
export const LINK_ERRORS = {
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
    message: "The source code host answered in a way that the cluster does not understand",
  },
  ScmConnectionError: {
    code: 4084,
    status: 500,
    statusBasis: "inferred",
    statusSource: "OpenAPI 1.5.1, completeScmAuthorization lists 500",
    message: "The cluster could not reach the source code host",
  },
} as const satisfies Record<string, ErrorRow>;
