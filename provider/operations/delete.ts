import type { ReadingClient } from "../../client/api/readingClient";
import { runSettings } from "../../client/connection/settings";
import { type ApiError, isApiError, isGone } from "../../client/errors/apiError";
import { INTERNAL_ID } from "../../client/wire/configurationRules";
import type { Existing, WhenInUse } from "../inputs/model";
import { type DeletionProgress, planDeletionStep, REFUSAL } from "../rules/planDeletion";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";
import { verifyConsumer } from "./verifyConsumer";

/** Deletes the configuration. Unsets the default and disables the configuration first, if the cluster requires it. */
export async function deleteConfiguration(
  run: ProviderRun,
  urn: string,
  id: string,
  existing: Existing,
): Promise<void> {
  const { apiUrl } = existing.state;
  // Before it reads what is kept. A create does the reverse, so that of two processes at least one finds the other's
  // record.
  run.deletions.start(apiUrl, id);
  if (run.kept.has(apiUrl, id)) {
    run.deletions.withdraw(apiUrl, id);
    run.report.info(
      `Kept the configuration ${id}, because a resource of this run manages it or a create of this run returned it.`,
    );
    return;
  }
  try {
    await deleteFor(run, urn, id, existing);
  } catch (error) {
    run.deletions.withdraw(apiUrl, id);
    throw error;
  }
}

async function deleteFor(
  run: ProviderRun,
  urn: string,
  id: string,
  { inputs, state }: Existing,
): Promise<void> {
  const client = await run.clientFor(state);
  const replacement = run.replacements.startingWithDeleteOf(urn, state.apiUrl, id);
  if (replacement !== undefined) {
    // Otherwise, a wrong new secret would leave the cluster without a configuration.
    await verifyConsumer(run, replacement.successor);
  }
  const successorBecomesDefault = replacement?.successor.enabled === true;
  const { handedDefaultOver } = await deleteInSteps(run, client, id, {
    mayHandDefaultOver: inputs.isDefault !== undefined || successorBecomesDefault,
    // A configuration that stays, even if disabled, prevents a successor with the same key or id. The setting overrides
    // the state, because a delete receives the outputs of the last up, without an input that this run changes.
    whenInUse: replacement?.collides ? "fail" : (run.setting("whenInUse") ?? state.whenInUse),
  });
  if (replacement !== undefined) replacement.deletedFirst = { handedDefaultOver };
}

interface Deletion {
  /** Whether the delete may make `internal` the default. */
  readonly mayHandDefaultOver: boolean;
  readonly whenInUse: WhenInUse;
}

/**
 * Deletes a configuration, and takes a preparing step only after the cluster rejected a request. So the cluster rejects a
 * configuration in use before anything changes. A configuration that doesn't exist is success. If the cluster rejects the
 * delete in the end, restores what this run changed, unless somebody changed it since. After any other failure, the cluster may
 * have deleted the configuration, so the error only says what this run changed.
 */
async function deleteInSteps(
  run: ProviderRun,
  client: ReadingClient,
  id: string,
  deletion: Deletion,
): Promise<{ handedDefaultOver: boolean }> {
  let done: DeletionProgress = { disabled: false, handedOver: false, disableRefused: false };
  let handedDefaultOver = false;
  // A rejection with a code means that the configuration is enabled. A configuration that an admin disabled stays disabled.
  let wasEnabled = true;
  try {
    let rejection = await rejectionOf(() => client.delete(id));
    while (rejection !== undefined) {
      const step = planDeletionStep(rejection.code, done, deletion.whenInUse);
      const found =
        rejection.code === undefined && step !== "give up" ? await client.getIfExists(id) : undefined;
      wasEnabled &&= found?.enabled !== false;
      if (step === "give up" || (step === "hand default over" && found?.isDefault === false)) {
        const changed = { disabled: done.disabled && wasEnabled, handedDefaultOver };
        throw await rejected(run, client, id, rejection, changed);
      }
      if (step === "leave disabled") {
        run.report.warn(
          `Left the configuration ${id} disabled on the cluster, because an algorithm uses it. Its algorithms continue to ` +
            `work. Keep its OAuth consumer in Bitbucket as long as they exist. This stack no longer manages the configuration.`,
        );
        break;
      }
      if (step === "hand default over") {
        handedDefaultOver = await makeInternalDefault(run, client, id, deletion, rejection);
        done = { ...done, handedOver: true };
      }
      // A former default is enabled, so the cluster would reject a delete before the disable.
      rejection = done.disabled ? undefined : await rejectionOf(() => client.update(id, { enabled: false }));
      if (rejection === undefined) {
        done = { ...done, disabled: true };
        rejection = await rejectionOf(() => client.delete(id));
      } else {
        done = { ...done, disableRefused: true };
      }
    }
  } catch (error) {
    const did = textOf({ disabled: done.disabled && wasEnabled, handedDefaultOver });
    if (did === undefined || error instanceof ProviderError) throw error;
    throw new ProviderError(
      `${(error as Error).message}\nBefore this failure, this run ${did}. Run again to complete the delete. To keep the ` +
        `configuration, leave the resource in the program and run "pulumi up --refresh", which restores what the program declares.`,
    );
  }
  return { handedDefaultOver };
}

/** The cluster's rejection by one of its rules; undefined after success, or if the configuration doesn't exist. */
async function rejectionOf(call: () => Promise<unknown>): Promise<ApiError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (isGone(error)) {
      return undefined;
    }
    if (isApiError(error) && isRejection(error)) {
      return error;
    }
    throw error;
  }
}

function isRejection({ code, status }: ApiError): boolean {
  return code === undefined
    ? status === 400 || status === 409
    : Object.values<number>(REFUSAL).includes(code);
}

/** Makes `internal` the default, unless this run has made another configuration the default since the rejection. */
async function makeInternalDefault(
  run: ProviderRun,
  client: ReadingClient,
  id: string,
  { mayHandDefaultOver }: Deletion,
  rejection: ApiError,
): Promise<boolean> {
  if (!mayHandDefaultOver) {
    throw new ProviderError(
      `${rejection.message}\nThe configuration ${id} is the cluster's default, but this program doesn't declare it as ` +
        `the default, so an admin may rely on it. Nothing was changed. Either make another configuration the default ` +
        `on the cluster and run again, or set isDefault: true here, run "pulumi up", and remove the resource. The ` +
        `delete then makes "${INTERNAL_ID}" the default.`,
    );
  }
  let handedOver: boolean;
  try {
    handedOver = await run.clusterDefault.change(client, (setTo = id) =>
      [id, INTERNAL_ID].includes(setTo) ? INTERNAL_ID : undefined,
    );
  } catch (error) {
    if (!isApiError(error)) {
      throw error;
    }
    throw new ProviderError(
      `The delete of the configuration ${id}, the cluster's default, failed, because "${INTERNAL_ID}" can't become the ` +
        `default: ${error.message}\nNothing was changed. Either enable "${INTERNAL_ID}" on the cluster, or make ` +
        `another enabled configuration the default there, and run again.`,
    );
  }
  if (handedOver) {
    run.report.warn(
      `Made "${INTERNAL_ID}" the cluster's default, because the configuration ${id} is being deleted.`,
    );
  }
  return handedOver;
}

/** What a delete changed before it failed. */
interface Changed {
  readonly disabled: boolean;
  readonly handedDefaultOver: boolean;
}

function textOf({ handedDefaultOver, disabled }: Changed): string | undefined {
  const changes = [
    ...(handedDefaultOver ? [`made "${INTERNAL_ID}" the default`] : []),
    ...(disabled ? ["disabled the configuration"] : []),
  ];
  return changes.length === 0 ? undefined : changes.join(" and ");
}

/** Restores what this run changed, and reports the changes. */
async function rejected(
  run: ProviderRun,
  client: ReadingClient,
  id: string,
  rejection: ApiError,
  changed: Changed,
): Promise<ProviderError> {
  const changes = textOf(changed);
  const did =
    changes === undefined
      ? "Nothing was changed."
      : `Before the cluster rejected the delete, this run ${changes}.${await restore(run, client, id, changed)}`;
  const advice = rejection.code === REFUSAL.inUse ? `\n${IN_USE}` : "";
  return new ProviderError(`${rejection.message}${advice}\n${did}`);
}

async function restore(
  run: ProviderRun,
  client: ReadingClient,
  id: string,
  changed: Changed,
): Promise<string> {
  const outcomes: string[] = [];
  try {
    if (changed.disabled) {
      if ((await client.get(id)).enabled === true) {
        outcomes.push("Somebody enabled the configuration since then.");
      } else {
        await client.update(id, { enabled: true });
        outcomes.push("The provider enabled the configuration again.");
      }
    }
    if (changed.handedDefaultOver) {
      const restored = await run.clusterDefault.change(client, async () =>
        (await client.get(INTERNAL_ID)).isDefault === false ? undefined : id,
      );
      outcomes.push(
        restored
          ? "The provider made the configuration the default again."
          : "Somebody made another configuration the default since then, so the default didn't change.",
      );
    }
  } catch (error) {
    outcomes.push(`Restoring the previous state failed: ${(error as Error).message}`);
  }
  return ` ${outcomes.join(" ")}`;
}

const IN_USE =
  "To leave the configuration disabled on the cluster and remove it from the stack, run again with " +
  `${runSettings.whenInUse.env}=disable, or after "pulumi config set algorithmia:whenInUse disable". A change of the ` +
  "input whenInUse has no effect on this delete. To replace the configuration, use a second OAuth consumer: change " +
  "consumerKey and consumerSecret together.";
