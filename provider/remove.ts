import type { ClusterClient } from "../client/clusterClient";
import { type ApiError, isApiError, isGone } from "../client/errors/apiError";
import { nextStep, type Progress, REFUSAL } from "./decideRemoval";
import { ExpectedError } from "./expectedError";
import type { WhenInUse } from "./model";
import { warn } from "./report";

const INTERNAL = "internal";

export interface Removal {
  /** Whether the mark of the default may be given to `internal` on the way. */
  readonly handsDefaultOver: boolean;
  readonly whenInUse: WhenInUse;
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
  let refusal = await refusalOf(() => client.delete(id));
  while (refusal !== undefined) {
    const step = nextStep(refusal.code, done, removal.whenInUse);
    if (step === "give up") {
      throw await gaveUp(client, id, removal, refusal, done);
    }
    if (step === "leave disabled") {
      await warn(
        `Left the configuration ${id} disabled on the cluster, since an algorithm uses it: its algorithms go on ` +
          `working. Keep its OAuth consumer in Bitbucket alive as long. This stack no longer manages it.`,
      );
      break;
    }
    if (step === "hand default over") {
      await handDefaultOver(client, id, removal, refusal);
      done = { ...done, handedOver: true };
    }
    // What was the default is enabled, so to ask again before it is disabled would only be refused with that.
    refusal = done.disabled ? undefined : await refusalOf(() => client.update(id, { enabled: false }));
    if (refusal === undefined) {
      done = { ...done, disabled: true };
      refusal = await refusalOf(() => client.delete(id));
    }
  }
  return { wasDefault: done.handedOver };
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
      `${refusal.message}\nThe configuration ${id} was made the cluster's default by hand, not by this program, so ` +
        `it is left alone. Either make another the default on the cluster, or set isDefault: true here and run ` +
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

/** Puts back what was changed, and tells all of it. */
async function gaveUp(
  client: ClusterClient,
  id: string,
  { restore }: Removal,
  refusal: ApiError,
  done: Progress,
): Promise<ExpectedError> {
  const inUse = refusal.code === REFUSAL.inUse;
  const what = `${refusal.message}${inUse ? `\n${IN_USE}` : ""}`;
  const steps = [
    ...(done.handedOver ? [`the default was handed to "${INTERNAL}"`] : []),
    ...(done.disabled ? ["it was disabled"] : []),
  ];
  const did =
    steps.length === 0 ? "Nothing was changed" : `Before the cluster refused, ${steps.join(" and ")}`;
  if (restore === undefined) {
    return new ExpectedError(`${what}\n${did}.`);
  }
  try {
    // By what the last up left, not by what this run did: an earlier one may have been killed half way.
    if (restore.enabled && (done.disabled || inUse)) {
      await client.update(id, { enabled: true });
    }
    if (restore.isDefault && (done.handedOver || inUse)) {
      await client.setDefault(id);
    }
    const now = steps.length === 0 ? "" : "; that was put back";
    return new ExpectedError(`${what}\n${did}${now}.`);
  } catch (error) {
    return new ExpectedError(`${what}\n${did}, and putting that back failed: ${(error as Error).message}`);
  }
}

const IN_USE =
  "To let it go and leave it disabled on the cluster, run again with ALGORITHMIA_WHEN_IN_USE=disable, or after " +
  '"pulumi config set algorithmia:whenInUse disable"; a whenInUse input set now comes too late for this delete. To ' +
  "replace it, use a second OAuth consumer: change consumerKey and consumerSecret together.";
