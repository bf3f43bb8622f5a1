import { isApiError } from "../../../client/errors/apiError";

/** Expects an operation of the client to fail with an error. */
export async function expectRejection(
  call: Promise<unknown>,
  status: number,
  code: number | undefined,
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isApiError(error))
    throw new Error(`Expected a rejection with ${status}, ${code ?? "no code"}`, { cause: error });
  expect([error.status, error.code]).toEqual([status, code]);
}
