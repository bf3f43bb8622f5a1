import type { ScmConfiguration } from "../../client/wire/model";
import { sameUrls, type HostUrls } from "../../client/wire/hostUrls";
import { INPUT_NAMES } from "../inputs/inputs";
import type { Existing, Inputs, State } from "../inputs/model";

/** The state after the program's inputs met what the cluster answered. An answer may leave things out. */
export function stateFrom(inputs: Inputs, answer: Partial<ScmConfiguration>): State {
  const recorded = Object.fromEntries(INPUT_NAMES.map((name) => [name, inputs[name] ?? null])) as State;
  return {
    ...recorded,
    apiUrl: inputs.apiUrl,
    consumerKey: answer.clientId ?? inputs.consumerKey,
    urls: spelledAs(inputs.urls, answer.urls),
    name: inputs.name === undefined ? null : (answer.name ?? inputs.name),
    enabled: answer.enabled ?? inputs.enabled,
    isDefault: answer.isDefault ?? false,
  };
}

/** The state after a read: what the cluster has now, and what it can't tell as it was. */
export function refreshed({ inputs, state }: Existing, answer: ScmConfiguration): State {
  return {
    ...state,
    consumerKey: answer.clientId ?? state.consumerKey,
    urls: spelledAs(state.urls, answer.urls),
    name: inputs.name === undefined ? null : (answer.name ?? state.name),
    enabled: answer.enabled ?? state.enabled,
    // A cluster that doesn't tell which is the default changes nothing about what is known.
    isDefault: answer.isDefault ?? state.isDefault,
  };
}

/** The inputs after a read: what the engine compares the program's against after a refresh. */
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

/** The addresses as wanted, if the cluster only spells them differently: that is no drift. */
export function spelledAs(wanted: HostUrls, answered: HostUrls | undefined): HostUrls {
  return answered === undefined || sameUrls(wanted, answered) ? wanted : answered;
}
