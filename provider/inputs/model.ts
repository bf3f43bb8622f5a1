import type { z } from "zod";
import type { HostUrls } from "../../client/wire/hostUrls";
import type { InputName, inputs } from "./inputs";
import type { OrUnknown } from "./unknown";

type Declared = typeof inputs;
type Optional = { [K in InputName]: Declared[K]["presence"] extends "optional" ? K : never }[InputName];

/** What the program wants, as check completes it. An input that is absent isn't managed. */
export type Inputs = { readonly [K in Exclude<InputName, Optional>]: z.output<Declared[K]["schema"]> } & {
  readonly [K in Optional]?: z.output<Declared[K]["schema"]>;
} & {
  /** The cluster's address: check adds it from the connection. */
  readonly apiUrl: string;
};

/** Inputs at preview, when any value may not be known yet. */
export type PreviewInputs = {
  readonly [K in keyof Inputs]: K extends "urls"
    ? OrUnknown<{ readonly [U in keyof HostUrls]: OrUnknown<string> }>
    : OrUnknown<Inputs[K]>;
};

/**
 * What the cluster has, as the engine keeps it as the resource's outputs. Each property is always set: the engine shows a
 * missing one as unknown at every preview.
 */
export type State = {
  readonly [K in Exclude<keyof Inputs, "isDefault" | "consumerSecret">]-?: K extends Optional
    ? NonNullable<Inputs[K]> | null
    : Inputs[K];
} & {
  /** As the cluster has it, managed or not. */
  readonly isDefault: boolean;
  /** `null` if the resource was imported or read: the cluster never returns it. */
  readonly consumerSecret: string | null;
};

/** A resource as the engine has it from an earlier run. */
export interface Existing {
  readonly inputs: Inputs;
  readonly state: State;
}

export type WhenInUse = Inputs["whenInUse"];
export type VerifyConsumer = Inputs["verifyConsumer"];
