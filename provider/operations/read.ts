import { callbackUrlFor } from "../../client/connection/address";
import { isGone } from "../../client/errors/apiError";
import type { ScmConfiguration } from "../../client/wire/model";
import { DEFAULTS } from "../inputs/inputs";
import type { Existing, Inputs, State } from "../inputs/model";
import { importedInputs, refreshed, refreshedInputs, stateFrom } from "../rules/state";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";

/** Reads a managed configuration from the cluster. `undefined` if the configuration doesn't exist. */
export async function refresh(
  run: ProviderRun,
  urn: string,
  id: string,
  existing: Existing,
): Promise<Existing | undefined> {
  const { apiUrl } = existing.state;
  const client = await run.clientFor(existing.state);
  let found: ScmConfiguration;
  try {
    found = await client.find(id);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
  if (found.provider !== "bitbucket-cloud") {
    throw new ProviderError(
      `${wrongProvider(found, id, apiUrl)} The configuration of this resource was deleted, and another configuration was ` +
        `created with the same id. Nothing was changed. To keep the other configuration, run ` +
        `"pulumi state delete '${urn}'" and set another configurationId on this resource.`,
    );
  }
  return withFound(existing, found);
}

/** A configuration that isn't in the state. The cluster doesn't return all inputs. */
export interface Found {
  readonly inputs: Partial<Inputs>;
  readonly state: State;
}

/** Reads a configuration that isn't in the state, by its id alone: for an import, and for a resource's `get`. */
export async function readExisting(run: ProviderRun, urn: string, id: string): Promise<Found> {
  const { apiUrl } = run.requireConnection();
  const client = await run.clientFor({ apiUrl });
  let found: ScmConfiguration;
  try {
    found = await client.find(id);
  } catch (error) {
    if (!isGone(error)) throw error;
    throw new ProviderError(
      `${(error as Error).message}\nThe program reads the configuration ${id}, but it doesn't exist.`,
    );
  }
  if (found.provider !== "bitbucket-cloud") {
    throw new ProviderError(`${wrongProvider(found, id, apiUrl)} To read it, use getScmConfiguration.`);
  }
  run.imported.add(urn);
  return { inputs: importedInputs(found), state: refreshed(nothingKnown(apiUrl), found) };
}

function wrongProvider({ provider }: ScmConfiguration, id: string, apiUrl: string): string {
  return `Reading the configuration ${id} on ${apiUrl} failed: its provider is ${provider}, not Bitbucket Cloud.`;
}

function withFound(existing: Existing, found: ScmConfiguration): Existing {
  const state = refreshed(existing, found);
  return { state, inputs: refreshedInputs(existing.inputs, state) };
}

// The name counts as managed, so that the state shows the cluster's.
function nothingKnown(apiUrl: string): Existing {
  const inputs: Inputs = {
    ...DEFAULTS,
    consumerKey: "",
    consumerSecret: "",
    name: "",
    apiUrl,
    callbackUrl: callbackUrlFor(apiUrl),
  };
  return { inputs, state: { ...stateFrom(inputs, {}), consumerSecret: null, name: null } };
}
