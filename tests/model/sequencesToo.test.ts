import { playRandomly } from "./support/check";

// In a file of its own, for another worker.
test("converges after random sequences from another seed", async () => {
  const { steps } = await playRandomly(5_000, 2);
  expect(steps).toBeGreaterThan(0);
}, 600_000);
