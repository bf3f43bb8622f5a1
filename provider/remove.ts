import type { ClusterClient } from "../client/clusterClient";
import { type ApiError, isApiError, isGone } from "../client/errors/apiError";
import { nextStep, type Progress, REFUSAL } from "./decideRemoval";
import { ExpectedError } from "./expectedError";
import { warn } from "./report";

const INTERNAL = "internal";

export interface Removal {
  /** Whether the mark of the default may be given to `internal` on the way. */
  readonly handsDefaultOver: boolean;
  /** What to go back to where the cluster refuses in the end. */
  readonly restore?: { readonly enabled: boolean; readonly isDefault: boolean };
}

/**
 * Deletes a configuration, taking only those steps that the cluster asks for by refusing: so one that is in
 * use is refused before anything was touched. Already gone is success.
 */
export async function removeConfiguration(
  client: ClusterClient,
  id: string,
  removal: Removal,
): Promise<{ wasDefault: boolean }> {
  let done: Progress = { disabled: false, handedOver: false };
  for (;;) {
    const refusal = await refusalOf(() => client.delete(id));
    if (refusal === undefined) {
      return { wasDefault: done.handedOver };
    }
    done = await makeDeletable(client, id, removal, refusal, done);
  }
}

async function makeDeletable(
  client: ClusterClient,
  id: string,
  removal: Removal,
  refusal: ApiError,
  done: Progress,
): Promise<Progress> {
  switch (nextStep(refusal.code, done)) {
    case "hand default over":
      await handDefaultOver(client, id, removal, refusal);
      return { ...done, handedOver: true };
    case "disable": {
      const refused = await refusalOf(() => client.update(id, { enabled: false }));
      return refused === undefined
        ? { ...done, disabled: true }
        : makeDeletable(client, id, removal, refused, done);
    }
    case "give up":
      throw await gaveUp(client, id, removal, refusal, done);
  }
}

/** The cluster's refusal by one of its rules; success, and a configuration that is gone, give `undefined`. */
async function refusalOf(call: () => Promise<unknown>): Promise<ApiError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (isGone(error)) {
      return undefined;
    }
    if (isApiError(error) && isRefusal(error)) {
      return error;
    }
    throw error;
  }
}

function isRefusal({ code, status }: ApiError): boolean {
  return code === undefined
    ? status === 400 || status === 409
    : Object.values<number>(REFUSAL).includes(code);
}

async function handDefaultOver(
  client: ClusterClient,
  id: string,
  { handsDefaultOver }: Removal,
  refusal: ApiError,
): Promise<void> {
  if (!handsDefaultOver) {
    throw new ExpectedError(
      `${refusal.message}\nThe configuration ${id} was made the cluster's default by hand, not by this program, so it ` +
        `is left alone. Either make another the default on the cluster, or set isDefault: true here and run ` +
        `"pulumi up", then remove it: the mark then goes to "${INTERNAL}".`,
    );
  }
  try {
    await client.setDefault(INTERNAL);
  } catch (error) {
    if (!isApiError(error)) {
      throw error;
    }
    throw new ExpectedError(
      `The configuration ${id} is the cluster's default, and the mark can't be handed to "${INTERNAL}": ` +
        `${error.message}\nNothing was changed. Either enable "${INTERNAL}" on the cluster, or make another enabled ` +
        `configuration the default there, and run again.`,
    );
  }
  await warn(
    `Handed the cluster's default over to "${INTERNAL}", since the configuration ${id} is being deleted.`,
  );
}

async function gaveUp(
  client: ClusterClient,
  id: string,
  { restore }: Removal,
  refusal: ApiError,
  done: Progress,
): Promise<ExpectedError> {
  const steps = [
    done.handedOver && `"${INTERNAL}" was made the default`,
    done.disabled && "it was disabled",
  ].filter((step) => step !== false);
  if (steps.length === 0) {
    return new ExpectedError(`${refusal.message}\nNothing was changed.`);
  }
  const did = `Before that, ${steps.join(" and ")}`;
  if (restore === undefined) {
    return new ExpectedError(`${refusal.message}\n${did}.`);
  }
  try {
    if (done.disabled && restore.enabled) {
      await client.update(id, { enabled: true });
    }
    if (done.handedOver && restore.isDefault) {
      await client.setDefault(id);
    }
    return new ExpectedError(`${refusal.message}\n${did}; both is as it was again.`);
  } catch (error) {
    return new ExpectedError(
      `${refusal.message}\n${did}, and putting that back failed: ${(error as Error).message}`,
    );
  }
}
