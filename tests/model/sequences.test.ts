import { playRandomly } from "./support/check";

test("whatever happens, the program is reached in the end: random sequences from one seed", async () => {
  const { steps } = await playRandomly(5_000, 1);
  expect(steps).toBeGreaterThan(0);
}, 600_000);
