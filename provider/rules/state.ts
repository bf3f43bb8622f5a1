import type { ScmConfiguration } from "../../client/wire/model";
import { customName } from "../../client/wire/configurationRules";
import { PUBLIC_URLS, sameUrls, type HostUrls } from "../../client/wire/hostUrls";
import { INPUT_NAMES } from "../inputs/inputs";
import type { Existing, Inputs, PreviewInputs, State } from "../inputs/model";
import { UNKNOWN } from "../inputs/unknown";

/** The state after a create or an update. A response may omit properties. */
export function stateFrom(inputs: Inputs, response: Partial<ScmConfiguration>): State {
  const recorded = Object.fromEntries(INPUT_NAMES.map((name) => [name, inputs[name] ?? null])) as State;
  return {
    ...recorded,
    apiUrl: inputs.apiUrl,
    consumerKey: response.clientId ?? inputs.consumerKey,
    urls: spelledAs(inputs.urls, response.urls),
    name: inputs.name === undefined ? null : (response.name ?? inputs.name),
    enabled: response.enabled ?? inputs.enabled,
    isDefault: response.isDefault ?? false,
  };
}

/** The state after a read: the response's properties, and the old value of each property that it omits. */
export function refreshed({ inputs, state }: Existing, response: ScmConfiguration): State {
  return {
    ...state,
    consumerKey: response.clientId ?? state.consumerKey,
    urls: spelledAs(state.urls, response.urls),
    name: inputs.name === undefined ? null : (response.name ?? state.name),
    enabled: response.enabled ?? state.enabled,
    isDefault: response.isDefault ?? state.isDefault,
  };
}

/** The inputs after a read, which the engine compares with the program's after a refresh. */
export function refreshedInputs(inputs: Inputs, state: State): Inputs {
  const { consumerKey, urls, name, enabled, isDefault } = state;
  return {
    ...inputs,
    consumerKey,
    urls,
    enabled,
    ...(inputs.name !== undefined && name !== null && { name }),
    ...(inputs.isDefault !== undefined && { isDefault: isDefault as true }),
  };
}

/** The outputs that a preview can show. Whether a new configuration becomes the default is known only if declared. */
export function previewState(inputs: PreviewInputs): Readonly<Record<keyof State, unknown>> {
  const recorded = Object.fromEntries(INPUT_NAMES.map((name) => [name, inputs[name] ?? null]));
  return {
    ...(recorded as Record<keyof State, unknown>),
    apiUrl: inputs.apiUrl,
    isDefault: inputs.isDefault ?? UNKNOWN,
  };
}

/**
 * The inputs of a program that imports a configuration: the cluster's values, without those that equal the defaults, and
 * without the secret, which the cluster never returns.
 */
export function importedInputs(found: ScmConfiguration): Partial<Inputs> {
  const { clientId, urls, enabled, isDefault } = found;
  const name = customName(found);
  return {
    ...(clientId !== undefined && { consumerKey: clientId }),
    ...(urls !== undefined && !sameUrls(urls, PUBLIC_URLS) && { urls }),
    ...(name !== undefined && { name }),
    ...(enabled === false && { enabled }),
    ...(isDefault === true && { isDefault }),
  };
}

/** The wanted URLs, if the cluster only spells them differently, which isn't drift. */
export function spelledAs(wanted: HostUrls, found: HostUrls | undefined): HostUrls {
  return found === undefined || sameUrls(wanted, found) ? wanted : found;
}
