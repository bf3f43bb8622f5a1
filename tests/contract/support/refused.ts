import { isApiError } from "../../../client/errors/apiError";

/** What a call of the client's must end with. */
export async function refused(
  call: Promise<unknown>,
  status: number,
  code: number | undefined,
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isApiError(error))
    throw new Error(`It should have been refused with ${status}, ${code ?? "no code"}`, { cause: error });
  expect([error.status, error.code]).toEqual([status, code]);
}
