import { isHidden, type Properties, visible } from "../inputs/properties";
import type { Existing, Inputs, State } from "../inputs/model";

/*
 * The dynamic-provider host passes no URN, and passes only the outputs to a delete or a read. So inputs and outputs have
 * hidden properties: the URN, and in outputs the names of the optional inputs that the program set.
 */

const MANAGEABLE = ["name", "isDefault"] as const;

export interface Hidden {
  readonly __urn: string;
  /** In outputs only. */
  readonly __managed?: readonly (typeof MANAGEABLE)[number][];
}

/** The URN of the resource that properties belong to. Older states hold it behind an organization, as `__owner`. */
export function urnIn(properties: Properties): string {
  const { __urn, __owner } = properties;
  if (typeof __urn === "string") {
    return __urn;
  }
  return typeof __owner === "string" ? __owner.slice(__owner.indexOf("/") + 1) : "";
}

/** Whether properties are the outputs in a state. */
export function isState(properties: Properties): boolean {
  return properties["__managed"] !== undefined;
}

/** Converts the inputs that check returned, or that a state contains. */
export function inputsFrom(properties: Properties): Inputs {
  const { adopt, ...rest } = visible(properties);
  return { ...rest, ...(adopt !== undefined && !hasOldAdopt(properties) && { adopt }) } as unknown as Inputs;
}

/** Converts the outputs in a state. */
export function existingFrom(outputs: Properties): Existing {
  const state = { ...visible(outputs), ...(hasOldAdopt(outputs) && { adopt: null }) } as unknown as State;
  const managed = (outputs as unknown as Hidden).__managed ?? [];
  const { isDefault, consumerSecret, name, ...rest } = state;
  const set = Object.entries(rest).filter(([, value]) => value !== null);
  const inputs = {
    ...Object.fromEntries(set),
    consumerSecret: consumerSecret ?? "",
    ...(managed.includes("name") && name !== null && { name }),
    ...(managed.includes("isDefault") && { isDefault }),
  } as Inputs;
  return { inputs, state };
}

/** The properties that a refresh must return unchanged, because a refresh shows every change as drift. */
export function unchangedByRefresh(outputs: Properties): Properties {
  const hidden = Object.entries(outputs).filter(([name]) => isHidden(name));
  return { ...Object.fromEntries(hidden), ...(hasOldAdopt(outputs) && { adopt: outputs["adopt"] }) };
}

// A boolean in older states.
function hasOldAdopt({ adopt }: Properties): boolean {
  return typeof adopt === "boolean";
}

/** The outputs that the engine keeps. */
export function outputsOf(urn: string, inputs: Partial<Inputs>, state: State): Properties & Hidden {
  return { ...state, __urn: urn, __managed: MANAGEABLE.filter((name) => inputs[name] !== undefined) };
}
