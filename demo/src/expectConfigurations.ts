import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Emulator, Scm } from "pulumi-algorithmia-emulator";
import { table } from "./terminal";

/** Prints the cluster's configurations, and fails unless they are the expected ones. */
export function expectConfigurations(emulator: Emulator, ...expected: readonly Scm[]): void {
  const found = emulator.scms();
  // The consumer key must not reach a log.
  const rows = found.map((scm) => [scm.id, scm.provider, String(scm.enabled), String(scm.default)]);
  table([["ID", "PROVIDER", "ENABLED", "DEFAULT"], ...rows]);
  assert.ok(isDeepStrictEqual(found, expected), "The cluster's configurations aren't as expected.");
}
