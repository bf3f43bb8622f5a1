import type { ApiFailure } from "../transport/failure";
import type { Clean } from "../redact/redactor";
import { adviceFor, type AdviceContext } from "./advice";
import { AlgorithmiaError, type FailedOperation } from "./algorithmiaError";
import { errorCodes } from "./errorCodes";

const maxMessageLength = 600;
const maxErrorIdLength = 100;

/** The cluster returned an error of its API. */
export class ApiError extends AlgorithmiaError {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: number | undefined;
  /** The OpenAPI's name of the code. */
  readonly codeName: string | undefined;
  /** The id that the vendor's support requires. */
  readonly errorId: string | undefined;
  readonly serverMessage: string | undefined;
  constructor(
    facts: FailedOperation,
    failure: ApiFailure,
    { clean, ...context }: AdviceContext & { clean: Clean },
  ) {
    const errorId = failure.errorId === undefined ? undefined : clean(failure.errorId, maxErrorIdLength);
    const serverMessage =
      failure.serverMessage === undefined ? undefined : clean(failure.serverMessage, maxMessageLength);
    const codeName = failure.code === undefined ? undefined : errorCodes[failure.code]?.name;
    super(facts, describeResponse({ ...failure, errorId, serverMessage }), adviceFor(failure, context));
    this.status = failure.status;
    this.code = failure.code;
    this.codeName = codeName;
    this.errorId = errorId;
    this.serverMessage = serverMessage;
  }
}

/** Whether an error is an error of the cluster's API, with this code if one is given. */
export function isApiError(error: unknown, code?: number): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}

/**
 * Whether an error reports that the configuration doesn't exist. A 404 without the code doesn't: a proxy or a wrong
 * address returns it too.
 */
export function isGone(error: unknown): error is ApiError {
  return isApiError(error, 4009) && error.status === 404;
}

interface CleanResponse {
  readonly status: number;
  readonly code?: number;
  readonly inferred?: true;
  readonly errorId: string | undefined;
  readonly serverMessage: string | undefined;
}

function describeResponse({ status, code, inferred, errorId, serverMessage }: CleanResponse): string {
  if (inferred) {
    return `a configuration with this id already exists, as a read after a lost response showed (code ${code ?? ""})`;
  }
  const entry = code === undefined ? undefined : errorCodes[code];
  const named = entry === undefined ? "" : ` (${entry.name}: ${entry.meaning})`;
  const coded = code === undefined ? " without an error code" : ` with code ${code}${named}`;
  const said =
    serverMessage === undefined || serverMessage === "" ? "" : ` and the message "${serverMessage}"`;
  const support =
    errorId === undefined || errorId === "" ? "" : `. The error id for the vendor's support is ${errorId}`;
  return `the cluster returned status ${status}${coded}${said}${support}`;
}
