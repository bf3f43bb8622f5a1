import { runRandomSequences } from "./support/runSequences";

/*
 * With one of these seeds, each of seven faults that were put into the provider on trial was found: an adoption without a
 * request, a deletion of a configuration outside the state, `enabled` not restored, a deleted adopted configuration, a wrong
 * order of a replacement or an update, and a disabled configuration in a replacement. Longer sequences are in sequences.soak.ts.
 */
test.each([1, 2])("converges after random sequences from seed %i", async (seed) => {
  const { steps } = await runRandomSequences(2_000, seed);
  expect(steps).toBeGreaterThan(0);
});
