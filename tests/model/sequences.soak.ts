import { runRandomSequences } from "./support/runSequences";

test("converges after random sequences from a new seed each time", async () => {
  const seed = Date.now() % 2 ** 31;
  const { steps, sequences } = await runRandomSequences(100_000, seed);
  console.info(`${steps} steps in ${sequences} sequences from seed ${seed}`);
  expect(steps).toBeGreaterThan(0);
});
