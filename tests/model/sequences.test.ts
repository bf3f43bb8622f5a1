import { runRandomSequences } from "./support/runSequences";

test("converges after random sequences from one seed", async () => {
  const { steps } = await runRandomSequences(5_000, 1);
  expect(steps).toBeGreaterThan(0);
}, 600_000);
