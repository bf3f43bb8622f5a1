import type { ScmConfiguration, ScmUrls } from "../../client/model";
import type { Inputs, Manageable, State } from "../inputs/model";
import { sameUrls } from "../../client/sameUrl";

/** The state after the program's inputs met what the cluster answered. An answer may leave things out. */
export function stateFrom(inputs: Inputs, answer: Partial<ScmConfiguration>): State {
  return {
    __urn: inputs.__urn,
    __managed: managedBy(inputs),
    consumerKey: answer.clientId ?? inputs.consumerKey,
    consumerSecret: inputs.consumerSecret,
    urls: spelledAs(inputs.urls, answer.urls),
    name: inputs.name === undefined ? null : (answer.name ?? inputs.name),
    enabled: answer.enabled ?? inputs.enabled,
    isDefault: answer.isDefault ?? false,
    configurationId: inputs.configurationId ?? null,
    adopt: inputs.adopt ?? null,
    whenInUse: inputs.whenInUse,
    verifyConsumer: inputs.verifyConsumer,
    apiUrl: inputs.apiUrl,
    callbackUrl: inputs.callbackUrl,
  };
}

/** The state after a read: what the cluster has now, and what it can't tell as it was. */
export function refreshed(olds: State, answer: ScmConfiguration): State {
  return {
    ...olds,
    consumerKey: answer.clientId ?? olds.consumerKey,
    urls: spelledAs(olds.urls, answer.urls),
    name: olds.__managed.includes("name") ? (answer.name ?? olds.name) : null,
    enabled: answer.enabled ?? olds.enabled,
    // A cluster that doesn't tell which is the default changes nothing about what is known.
    isDefault: answer.isDefault ?? olds.isDefault,
  };
}

/** The inputs that would give a state: what the engine compares the program's against after a refresh. */
export function inputsFrom(state: State): Inputs {
  const { __managed, name, isDefault, configurationId, consumerSecret, adopt, ...rest } = state;
  return {
    ...rest,
    consumerSecret: consumerSecret ?? "",
    ...(__managed.includes("name") && name !== null && { name }),
    ...(__managed.includes("isDefault") && { isDefault }),
    ...(configurationId !== null && { configurationId }),
    // Also the boolean of an older state, which a refresh must not show as a change.
    ...(adopt !== null && { adopt: adopt as string }),
  };
}

function managedBy(inputs: Inputs): Manageable[] {
  return (["name", "isDefault"] as const).filter((key) => inputs[key] !== undefined);
}

// A cluster that answers another spelling of the same addresses has not drifted.
function spelledAs(wanted: ScmUrls, answered: ScmUrls | undefined): ScmUrls {
  return answered === undefined || sameUrls(wanted, answered) ? wanted : answered;
}
