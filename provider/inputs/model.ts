import type * as z from "zod/mini";
import type { HostUrls } from "../../client/wire/hostUrls";
import type { InputName, inputs } from "./inputs";
import type { OrUnknown } from "./unknown";

type Declared = typeof inputs;
type Optional = { [K in InputName]: Declared[K]["presence"] extends "optional" ? K : never }[InputName];

/** The program's inputs, completed by check. An input that isn't set isn't managed. */
export type Inputs = { readonly [K in Exclude<InputName, Optional>]: z.output<Declared[K]["schema"]> } & {
  readonly [K in Optional]?: z.output<Declared[K]["schema"]>;
} & {
  /** The cluster's address, which check adds from the connection. */
  readonly apiUrl: string;
};

/** Inputs at preview, where any value may be unknown. */
export type PreviewInputs = {
  readonly [K in keyof Inputs]: K extends "urls"
    ? OrUnknown<{ readonly [U in keyof HostUrls]: OrUnknown<string> }>
    : OrUnknown<Inputs[K]>;
};

/**
 * The cluster's values, which the engine stores as the resource's outputs. Each property is always set, because the
 * engine shows a missing property as unknown at every preview.
 */
export type State = {
  readonly [K in Exclude<keyof Inputs, "isDefault" | "consumerSecret">]-?: K extends Optional
    ? NonNullable<Inputs[K]> | null
    : Inputs[K];
} & {
  /** The cluster's value, also if the input isn't managed. */
  readonly isDefault: boolean;
  /** `null` if the resource was imported or read, because the cluster never returns the secret. */
  readonly consumerSecret: string | null;
};

/** A resource in the engine's state. */
export interface Existing {
  readonly inputs: Inputs;
  readonly state: State;
}

export type WhenInUse = Inputs["whenInUse"];
export type VerifyConsumer = Inputs["verifyConsumer"];
