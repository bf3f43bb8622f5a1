import type { ReadingClient } from "../../client/api/readingClient";
import { type ApiError, isApiError, isGone } from "../../client/errors/apiError";
import { INTERNAL_ID } from "../../client/wire/configurationRules";
import type { Existing, WhenInUse } from "../inputs/model";
import { type DeletionProgress, planDeletionStep, REFUSAL } from "../rules/planDeletion";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";
import type { Reporter } from "../run/reporter";
import { verifyConsumer } from "./verifyConsumer";

/** Deletes the configuration, disabling it first and handing the default over where the cluster asks for that. */
export async function deleteConfiguration(
  run: ProviderRun,
  urn: string,
  id: string,
  { inputs, state }: Existing,
): Promise<void> {
  if (run.kept.has(state.apiUrl, id, urn)) {
    run.report.info(
      `Kept the configuration ${id}: another resource of this run manages it, or a create returned it.`,
    );
    return;
  }
  const client = await run.clientFor(state);
  const replacement = run.replacements.startingWithDeleteOf(state.apiUrl, id);
  if (replacement !== undefined) {
    // A wrong new secret would otherwise leave no configuration at all.
    await verifyConsumer(run, replacement.successor);
  }
  const successorTakesDefault = replacement?.successor.enabled === true;
  const { handedDefaultOver } = await deleteAsAsked(run.report, client, id, {
    mayHandDefaultOver: inputs.isDefault !== undefined || successorTakesDefault,
    // A configuration that stays, even if disabled, prevents a successor with the same key or id. The setting overrides
    // the state, because a delete receives the outputs of the last up, without an input that this run changes.
    whenInUse: replacement === undefined ? (run.setting("whenInUse") ?? state.whenInUse) : "fail",
  });
  if (replacement !== undefined) {
    replacement.handedDefaultOver = handedDefaultOver;
  }
}

interface Deletion {
  /** Whether the default may be given to `internal` on the way. */
  readonly mayHandDefaultOver: boolean;
  readonly whenInUse: WhenInUse;
}

/**
 * Deletes a configuration, taking only those steps that the cluster asks for by refusing: so one that is in
 * use is refused before anything was touched. Already gone is success. If the cluster refuses in the end, what
 * this run changed is restored, unless somebody changed it since.
 */
async function deleteAsAsked(
  report: Reporter,
  client: ReadingClient,
  id: string,
  deletion: Deletion,
): Promise<{ handedDefaultOver: boolean }> {
  let done: DeletionProgress = { disabled: false, handedOver: false, disableRefused: false };
  // Refusals with a code say that it is enabled. One that an admin disabled isn't ours to enable again.
  let wasEnabled = true;
  let refusal = await refusalOf(() => client.delete(id));
  while (refusal !== undefined) {
    const step = planDeletionStep(refusal.code, done, deletion.whenInUse);
    const found = refusal.code === undefined && step !== "give up" ? await client.getIfExists(id) : undefined;
    wasEnabled &&= found?.enabled !== false;
    if (step === "give up" || (step === "hand default over" && found?.isDefault === false)) {
      throw await refused(client, id, refusal, { ...done, disabled: done.disabled && wasEnabled });
    }
    if (step === "leave disabled") {
      report.warn(
        `Left the configuration ${id} disabled on the cluster, because an algorithm uses it. Its algorithms go on ` +
          `working. Keep its OAuth consumer in Bitbucket as long as they do. This stack no longer manages it.`,
      );
      break;
    }
    if (step === "hand default over") {
      await handDefaultOver(report, client, id, deletion, refusal);
      done = { ...done, handedOver: true };
    }
    // What was the default is enabled, so to ask again before it is disabled would only be refused with that.
    refusal = done.disabled ? undefined : await refusalOf(() => client.update(id, { enabled: false }));
    if (refusal === undefined) {
      done = { ...done, disabled: true };
      refusal = await refusalOf(() => client.delete(id));
    } else {
      done = { ...done, disableRefused: true };
    }
  }
  return { handedDefaultOver: done.handedOver };
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
  report: Reporter,
  client: ReadingClient,
  id: string,
  { mayHandDefaultOver }: Deletion,
  refusal: ApiError,
): Promise<void> {
  if (!mayHandDefaultOver) {
    throw new ProviderError(
      `${refusal.message}\nThe configuration ${id} is the cluster's default, but this program doesn't declare it as ` +
        `the default, so an admin may rely on it. Nothing was changed. Either make another configuration the default ` +
        `on the cluster and run again; or set isDefault: true here, run "pulumi up", then remove the resource: the ` +
        `default then goes to "${INTERNAL_ID}".`,
    );
  }
  try {
    await client.setDefault(INTERNAL_ID);
  } catch (error) {
    if (!isApiError(error)) {
      throw error;
    }
    throw new ProviderError(
      `The configuration ${id} is the cluster's default, and the default can't be handed to "${INTERNAL_ID}": ` +
        `${error.message}\nNothing was changed. Either enable "${INTERNAL_ID}" on the cluster, or make another enabled ` +
        `configuration the default there, and run again.`,
    );
  }
  report.warn(
    `Handed the cluster's default to "${INTERNAL_ID}", because the configuration ${id} is being deleted.`,
  );
}

/** Restores what this run changed, and reports all of it. */
async function refused(
  client: ReadingClient,
  id: string,
  refusal: ApiError,
  done: DeletionProgress,
): Promise<ProviderError> {
  const changes = [
    ...(done.handedOver ? [`handed the default to "${INTERNAL_ID}"`] : []),
    ...(done.disabled ? ["disabled the configuration"] : []),
  ];
  const did =
    changes.length === 0
      ? "Nothing was changed."
      : `Before the cluster refused, this run ${changes.join(" and ")}.${await restore(client, id, done)}`;
  const advice = refusal.code === REFUSAL.inUse ? `\n${IN_USE}` : "";
  return new ProviderError(`${refusal.message}${advice}\n${did}`);
}

async function restore(client: ReadingClient, id: string, done: DeletionProgress): Promise<string> {
  const said: string[] = [];
  try {
    if (done.disabled) {
      if ((await client.get(id)).enabled === true) {
        said.push("Somebody enabled the configuration since.");
      } else {
        await client.update(id, { enabled: true });
        said.push("The configuration was enabled again.");
      }
    }
    if (done.handedOver) {
      if ((await client.get(INTERNAL_ID)).isDefault === false) {
        said.push("Somebody made another configuration the default since, so the default stays there.");
      } else {
        await client.setDefault(id);
        said.push("The default was given back.");
      }
    }
  } catch (error) {
    said.push(`Restoring that failed: ${(error as Error).message}`);
  }
  return ` ${said.join(" ")}`;
}

const IN_USE =
  "To leave it disabled on the cluster and remove it from the stack, run again with ALGORITHMIA_WHEN_IN_USE=disable, " +
  'or after "pulumi config set algorithmia:whenInUse disable". An input whenInUse that is set now comes too late for ' +
  "this delete. To replace it, use a second OAuth consumer: change consumerKey and consumerSecret together.";
