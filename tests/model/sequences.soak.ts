import { playRandomly } from "./support/check";

test("whatever happens, the program is reached in the end: random sequences from a new seed each time", async () => {
  const seed = Date.now() % 2 ** 31;
  const { steps, sequences } = await playRandomly(100_000, seed);
  console.info(`${steps} steps in ${sequences} sequences from seed ${seed}`);
  expect(steps).toBeGreaterThan(0);
});
