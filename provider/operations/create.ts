import { randomUUID } from "node:crypto";
import type { ReadingClient } from "../../client/api/readingClient";
import { type ApiError, isApiError } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/wire/model";
import { adoptionObstacle, conflictAdvice, conflictingConfiguration } from "../rules/conflict";
import type { Inputs, State } from "../inputs/model";
import type { ProviderRun } from "../run/providerRun";
import { stateFrom } from "../rules/state";
import { applyChanges } from "./update";
import { verifyConsumer } from "./verifyConsumer";
import { InitializationError, ProviderError } from "../run/errors";

const CONFLICT = 4044;

/**
 * Creates the configuration: one request, and one more if it is to be the cluster's default. Never deletes, and
 * changes an existing configuration only if the user named its id.
 */
export async function create(
  run: ProviderRun,
  urn: string,
  inputs: Inputs,
): Promise<{ readonly id: string; readonly state: State }> {
  const client = await run.clientFor(inputs);
  await verifyConsumer(run, inputs);
  const configuration = await createOrAdopt(run, urn, client, inputs);
  const { id } = configuration;
  run.kept.keep(inputs.apiUrl, id);
  const state = stateFrom(inputs, configuration);
  try {
    const isDefault = inputs.isDefault === true || (await inheritsDefault(run, urn, client, inputs));
    const wanted = { enabled: inputs.enabled, urls: inputs.urls, isDefault };
    return { id, state: { ...state, ...(await applyChanges(client, id, state, wanted)) } };
  } catch (error) {
    throw new InitializationError(
      { configurationId: id, inputs, state },
      `The configuration ${id} is in the state, but a further step after its create failed. The next "pulumi up" continues from there.\n` +
        (error as Error).message,
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
  // A random id is new to the cluster. One of the user's own is looked up first, so that after a lost response
  // "it exists" means "this create made it".
  const existing = configurationId === undefined ? undefined : await client.getIfExists(configurationId);
  if (existing !== undefined) {
    return adopt(
      run,
      urn,
      inputs,
      existing,
      `Creating the SCM configuration on ${inputs.apiUrl} failed (error ${CONFLICT}).`,
    );
  }
  try {
    const created = await client.create({
      id: configurationId ?? randomUUID(),
      enabled: inputs.enabled,
      ...(inputs.name !== undefined && { name: inputs.name }),
      urls: inputs.urls,
      clientId: inputs.consumerKey,
      clientSecret: inputs.consumerSecret,
    });
    if (inputs.adopt !== undefined) {
      run.report.info(
        `Created a new configuration: the cluster has no configuration ${inputs.adopt}, which adopt names, with this ` +
          `consumer key and website.`,
      );
    }
    return created;
  } catch (error) {
    if (!isApiError(error, CONFLICT) && !isRefusedWithoutCode(error)) {
      throw error;
    }
    const conflicting = conflictingConfiguration(inputs, await client.listComplete());
    if (conflicting === undefined && error.code === undefined) {
      throw error;
    }
    return adopt(run, urn, inputs, conflicting, withoutAdvice(error));
  }
}

// Some clusters refuse without a code; what they hold says whether it was a conflict.
function isRefusedWithoutCode(error: unknown): error is ApiError {
  return isApiError(error) && error.code === undefined && (error.status === 400 || error.status === 409);
}

// The advice for the code alone says less than what is known here.
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
  const obstacle = adoptionObstacle(inputs, existing);
  if (obstacle !== undefined) {
    throw new ProviderError(
      `${conflict}\nThe configuration ${existing.id} can't be adopted: ${obstacle}. Nothing was changed.`,
    );
  }
  run.report.warn(
    `Adopted the configuration ${existing.id}: this stack manages it from now on, and a destroy deletes it. The cluster ` +
      `doesn't return consumer secrets, so the provider can't compare the secret. If users can't link their accounts, ` +
      `replace the configuration with a second consumer.`,
  );
  return existing;
}

/** The configurations that the user named for adoption in this run, besides what resources name themselves. */
function adoptedInRun(run: ProviderRun): readonly string[] {
  return run.setting("adopt") ?? [];
}

/**
 * Whether the default goes from the configuration that this create replaces to the new one: only if it is the
 * default at this moment, and the program doesn't declare another resource as the default.
 */
async function inheritsDefault(
  run: ProviderRun,
  urn: string,
  client: ReadingClient,
  inputs: Inputs,
): Promise<boolean> {
  const replacement = run.replacements.take(urn);
  if (
    replacement === undefined ||
    !inputs.enabled ||
    replacement.apiUrl !== inputs.apiUrl ||
    run.declared.declaresDefaultElsewhere(inputs.apiUrl, urn)
  ) {
    return false;
  }
  if (replacement.deletesFirst) {
    return replacement.handedDefaultOver;
  }
  return (await client.getIfExists(replacement.id))?.isDefault === true;
}
