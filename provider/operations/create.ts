import { randomUUID } from "node:crypto";
import type { ReadingClient } from "../../client/api/readingClient";
import { type ApiError, isApiError } from "../../client/errors/apiError";
import { INTERNAL_ID } from "../../client/wire/configurationRules";
import type { ScmConfiguration } from "../../client/wire/model";
import { adoptionObstacle, conflictAdvice, conflictingConfiguration } from "../rules/conflict";
import type { Inputs, State } from "../inputs/model";
import { nameOf } from "../run/declaredResources";
import type { ProviderRun } from "../run/providerRun";
import { stateFrom } from "../rules/state";
import { applyChanges } from "./update";
import { verifyConsumer } from "./verifyConsumer";
import { InitializationError, ProviderError } from "../run/errors";
import type { Replacement } from "../run/replacements";

const CONFLICT = 4044;
const DEFAULT_LOST =
  ` The deleted configuration was the cluster's default, and "${INTERNAL_ID}" is the default now. Since the program doesn't ` +
  `set isDefault, make the new configuration the default on the cluster, or set isDefault: true.`;

/**
 * Creates the configuration with one request, and a second request if the configuration must become the cluster's
 * default. Never deletes a configuration, and changes an existing configuration only if the user set its id in `adopt`.
 */
export async function create(
  run: ProviderRun,
  urn: string,
  inputs: Inputs,
): Promise<{ readonly id: string; readonly state: State }> {
  const client = await run.clientFor(inputs);
  await verifyConsumer(run, inputs);
  const configuration = await createOrAdopt(run, urn, client, inputs);
  const replacement = run.replacements.take(urn);
  const { id } = configuration;
  run.kept.keep(inputs.apiUrl, id, { urns: [urn], isNew: true });
  const state = stateFrom(inputs, configuration);
  try {
    const wanted = { enabled: inputs.enabled, urls: inputs.urls, isDefault: inputs.isDefault === true };
    const changed = await applyChanges(run, client, id, state, wanted);
    const isDefault = changed.isDefault || (await inheritDefault(run, urn, client, id, inputs, replacement));
    return { id, state: { ...state, ...changed, isDefault } };
  } catch (error) {
    throw new InitializationError(
      { configurationId: id, inputs, state },
      `The create of the configuration ${id} on ${inputs.apiUrl} succeeded, but a later step failed: ` +
        `${(error as Error).message}\nThe configuration is in the state. The next "pulumi up" continues from there.` +
        (replacement?.deletedFirst?.handedDefaultOver && inputs.isDefault !== true ? DEFAULT_LOST : ""),
    );
  }
}

async function createOrAdopt(
  run: ProviderRun,
  urn: string,
  client: ReadingClient,
  inputs: Inputs,
): Promise<ScmConfiguration> {
  const { configurationId } = inputs;
  // A random id is new to the cluster. A user's own id is looked up first, so that if the id exists after a lost
  // response, this create created the configuration.
  const existing =
    configurationId === undefined
      ? undefined
      : await client.getIfExists(configurationId, { waitsForCluster: true });
  if (existing !== undefined) {
    return adopt(
      run,
      urn,
      inputs,
      existing,
      `Creating the SCM configuration on ${inputs.apiUrl} failed (error ${CONFLICT}).`,
    );
  }
  const id = configurationId ?? randomUUID();
  // Before the create, because the engine may then delete a former resource's configuration of this id.
  run.kept.keep(inputs.apiUrl, id, { urns: [urn], isNew: true });
  try {
    const created = await client.create({
      id,
      enabled: inputs.enabled,
      ...(inputs.name !== undefined && { name: inputs.name }),
      urls: inputs.urls,
      clientId: inputs.consumerKey,
      clientSecret: inputs.consumerSecret,
    });
    if (inputs.adopt !== undefined) {
      run.report.info(
        `Created a new configuration, because the cluster has no configuration ${inputs.adopt} (the value of adopt) with ` +
          `this consumer key and website.`,
      );
    }
    return created;
  } catch (error) {
    run.kept.withdraw(inputs.apiUrl, id);
    if (!isApiError(error, CONFLICT) && !isRejectedWithoutCode(error)) {
      throw error;
    }
    const conflicting = conflictingConfiguration(inputs, await client.listComplete());
    if (conflicting === undefined && error.code === undefined) {
      throw error;
    }
    return adopt(run, urn, inputs, conflicting, withoutAdvice(error));
  }
}

// Some clusters reject a request without a code. Their list then shows whether there is a conflict.
function isRejectedWithoutCode(error: unknown): error is ApiError {
  return isApiError(error) && error.code === undefined && (error.status === 400 || error.status === 409);
}

// The advice for the code is less specific than `conflictAdvice`.
function withoutAdvice({ message, advice }: ApiError): string {
  return message.replace(advice, "").trim();
}

function adopt(
  run: ProviderRun,
  urn: string,
  inputs: Inputs,
  existing: ScmConfiguration | undefined,
  conflict: string,
): ScmConfiguration {
  if (existing === undefined || ![inputs.adopt, ...adoptedInRun(run)].includes(existing.id)) {
    throw new ProviderError(`${conflict}\n${conflictAdvice(urn, inputs, existing)}`);
  }
  const refusal = adoptionRefusal(run, urn, inputs, existing);
  if (refusal !== undefined) {
    throw new ProviderError(
      `${conflict}\nThe configuration ${existing.id} can't be adopted: ${refusal}. Nothing was changed.`,
    );
  }
  run.report.warn(
    `Adopted the configuration ${existing.id}. This stack now manages the configuration, and a destroy deletes it. The ` +
      `cluster doesn't return consumer secrets, so the provider can't compare the secret. If users can't link their ` +
      `accounts, replace the configuration with a second consumer.`,
  );
  return existing;
}

/** Why a resource can't adopt a configuration. If there is no reason, no process of this engine deletes it from then on. */
function adoptionRefusal(
  run: ProviderRun,
  urn: string,
  inputs: Inputs,
  existing: ScmConfiguration,
): string | undefined {
  const { apiUrl } = inputs;
  const other = run.kept.otherHolder(apiUrl, existing.id, urn);
  if (other !== undefined) return `${nameOf(other)} manages it`;
  const obstacle = adoptionObstacle(inputs, existing);
  if (obstacle !== undefined) return obstacle;
  if (run.kept.isHeldElsewhere(apiUrl, existing.id)) return "a resource with another provider manages it";
  // Before it reads what is deleted. A delete does the reverse, so that of two processes at least one finds the other's record.
  run.kept.keep(apiUrl, existing.id, { urns: [urn], isNew: true });
  if (!run.deletions.has(apiUrl, existing.id)) return undefined;
  run.kept.withdraw(apiUrl, existing.id);
  return 'this run deletes it for another resource. Run "pulumi up" again';
}

/** The configurations to adopt in this run, in addition to the resources' inputs. */
function adoptedInRun(run: ProviderRun): readonly string[] {
  return run.setting("adopt") ?? [];
}

/**
 * Makes the new configuration the default if it replaces the default. Requires that the old configuration is the default now,
 * and that the program doesn't declare another resource as the default.
 */
async function inheritDefault(
  run: ProviderRun,
  urn: string,
  client: ReadingClient,
  id: string,
  inputs: Inputs,
  replacement: Replacement | undefined,
): Promise<boolean> {
  if (replacement?.apiUrl !== inputs.apiUrl || replacement.id === id || !inputs.enabled) return false;
  return run.clusterDefault.change(client, async () => {
    if (run.declared.declaresDefaultElsewhere(inputs.apiUrl, urn)) return undefined;
    const wasDefault =
      replacement.deletedFirst?.handedDefaultOver ??
      (await client.getIfExists(replacement.id))?.isDefault === true;
    return wasDefault ? id : undefined;
  });
}
