import { type Combination, LAUNCHES } from "./support/combination";
import { MANAGERS } from "./support/managers";
import { NODES } from "./support/nodes";
import { OTHERS, PNPM } from "./support/sample";
import { testWholeLives } from "./support/sampleTests";

testWholeLives(OTHERS);

test("has each value of each dimension in the sample", () => {
  const values = (of: (combination: Combination) => string) =>
    [...new Set([...PNPM, ...OTHERS].map(of))].sort();
  expect(values(({ manager }) => manager)).toEqual(Object.keys(MANAGERS).sort());
  expect(values(({ dependency }) => dependency)).toEqual(["direct", "transitive"]);
  expect(values(({ shape }) => shape)).toEqual(["plain", "workspace"]);
  expect(values(({ module, language }) => `${module} ${language}`)).toHaveLength(4);
  expect(values(({ node }) => node)).toEqual(Object.keys(NODES));
  expect(values(({ launch }) => launch)).toEqual([...LAUNCHES].sort());
});
