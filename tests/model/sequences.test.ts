import { playRandomly } from "./support/check";

test("converges after random sequences from one seed", async () => {
  const { steps } = await playRandomly(5_000, 1);
  expect(steps).toBeGreaterThan(0);
}, 600_000);
