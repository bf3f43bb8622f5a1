import { randomUUID } from "node:crypto";
import type { ClusterClient } from "../../client/clusterClient";
import { type ApiError, isApiError } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/model";
import { adoptionObstacle, conflictAdvice, conflictingConfiguration } from "../rules/conflict";
import { adoptedInRun, clientFor } from "../run/connection";
import { isDefaultOfAnother } from "../run/declarations";
import { ExpectedError, InitializationError } from "../rules/errors";
import { hold, takeReplacement } from "../run/memory";
import type { Inputs, State } from "../inputs/model";
import { forgetList, fullList, getIfExists } from "../run/reads";
import { info, warn } from "../run/reporter";
import { stateFrom } from "../rules/state";
import { applyChanges } from "./update";
import { verifyConsumer } from "./verifyConsumer";

const CONFLICT = 4044;

/**
 * Creates the configuration: one request, and one more if it is to be the cluster's default. Never deletes, and
 * changes an existing configuration only if the user named its id.
 */
export async function create(inputs: Inputs): Promise<{ id: string; outs: State }> {
  const client = await clientFor(inputs);
  await verifyConsumer(inputs);
  forgetList(inputs.apiUrl);
  const configuration = await createOrAdopt(client, inputs);
  const { id } = configuration;
  hold(inputs.apiUrl, id);
  const state = stateFrom(inputs, configuration);
  try {
    const isDefault = inputs.isDefault === true || (await inheritsDefault(client, inputs));
    const wanted = { enabled: inputs.enabled, urls: inputs.urls, isDefault };
    return { id, outs: await applyChanges(client, id, state, wanted) };
  } catch (error) {
    throw new InitializationError(
      id,
      state,
      `The configuration ${id} is in the state, but a further step after its create failed. The next "pulumi up" continues from there.\n` +
        (error as Error).message,
    );
  }
}

async function createOrAdopt(client: ClusterClient, inputs: Inputs): Promise<ScmConfiguration> {
  const { configurationId } = inputs;
  // A random id is new to the cluster. One of the user's own is looked up first, so that after a lost response
  // "it exists" means "this create made it".
  const existing = configurationId === undefined ? undefined : await getIfExists(client, configurationId);
  if (existing !== undefined) {
    return adopt(
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
      await info(
        `Created a new configuration: the cluster has no configuration ${inputs.adopt}, which adopt names, with this ` +
          `consumer key and website.`,
      );
    }
    return created;
  } catch (error) {
    if (!isApiError(error, CONFLICT) && !isRefusedWithoutCode(error)) {
      throw error;
    }
    const conflicting = conflictingConfiguration(inputs, await fullList(client));
    if (conflicting === undefined && error.code === undefined) {
      throw error;
    }
    return adopt(inputs, conflicting, withoutAdvice(error));
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

async function adopt(
  inputs: Inputs,
  existing: ScmConfiguration | undefined,
  conflict: string,
): Promise<ScmConfiguration> {
  if (existing === undefined || ![inputs.adopt, ...adoptedInRun()].includes(existing.id)) {
    throw new ExpectedError(`${conflict}\n${conflictAdvice(inputs, existing)}`);
  }
  const obstacle = adoptionObstacle(inputs, existing);
  if (obstacle !== undefined) {
    throw new ExpectedError(
      `${conflict}\nThe configuration ${existing.id} can't be adopted: ${obstacle}. Nothing was changed.`,
    );
  }
  await warn(
    `Adopted the configuration ${existing.id}: this stack manages it from now on, and a destroy deletes it. The cluster ` +
      `doesn't return consumer secrets, so the provider can't compare the secret. If users can't link their accounts, ` +
      `replace the configuration with a second consumer.`,
  );
  return existing;
}

/**
 * Whether the default goes from the configuration that this create replaces to the new one: only if it is the
 * default at this moment, and the program doesn't declare another resource as the default.
 */
async function inheritsDefault(client: ClusterClient, inputs: Inputs): Promise<boolean> {
  const replacement = takeReplacement(inputs.__urn);
  if (
    replacement === undefined ||
    !inputs.enabled ||
    replacement.apiUrl !== inputs.apiUrl ||
    isDefaultOfAnother(inputs.apiUrl, inputs.__urn)
  ) {
    return false;
  }
  if (replacement.deletesFirst) {
    return replacement.handedDefaultOver;
  }
  return (await getIfExists(client, replacement.id))?.isDefault === true;
}
