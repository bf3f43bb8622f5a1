import type { Stack } from "./stack";

/** The steps of a run that changes nothing. */
export const NOTHING: readonly string[] = [];

/** What must hold after each up: the same program shows no change. */
export async function expectSettled(stack: Stack): Promise<void> {
  expect((await stack.preview("--diff")).steps).toEqual(NOTHING);
}
