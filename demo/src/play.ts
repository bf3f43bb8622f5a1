import type { AdminApi, Configuration } from "./adminApi";
import type { Emulators } from "./clusterProcess";
import type { ControlApi } from "./controlApi";
import type { Performance } from "./perform";
import type { Stack } from "./stack";

/** What the story goes on with, once there are a cluster and a Bitbucket. */
export interface Setting extends Performance {
  readonly addresses: Emulators;
  readonly admin: AdminApi;
  readonly control: ControlApi;
}

/** … and a stack. */
export interface Play extends Setting {
  readonly stack: Stack;
}

export const INTERNAL: Configuration = {
  id: "internal",
  provider: "internal",
  enabled: true,
  default: true,
};
export const FORMER_DEFAULT: Configuration = { ...INTERNAL, default: false };

/** Somebody with an account at Bitbucket, and the same person as a user of the cluster. */
export const ADA = { username: "ada", displayName: "Ada Lovelace" };
