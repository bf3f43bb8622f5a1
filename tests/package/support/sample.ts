import type { Combination } from "./combination";

/*
 * A sample of the layouts that users' projects have: each value of each dimension, and the pairs that are known to
 * break dynamic providers. The soak tests take all combinations.
 */

const plain = { dependency: "direct", shape: "plain" } as const;
const js = { module: "commonjs", language: "javascript" } as const;
const ts = { module: "commonjs", language: "typescript" } as const;
const esmJs = { module: "module", language: "javascript" } as const;
const esmTs = { module: "module", language: "typescript" } as const;

/** Where another package of the user's brings ours, and pnpm shows the program only what it names itself. */
export const HIDDEN = { manager: "pnpm", dependency: "transitive", shape: "plain" } as const;

export const PNPM: readonly Combination[] = [
  { ...plain, manager: "pnpm", ...js, node: "24", launch: "Automation, local" },
  { ...HIDDEN, ...js, node: "24", launch: "main: a folder" },
  { ...HIDDEN, ...esmTs, node: "22", launch: "Automation, inline" },
];

export const OTHERS: readonly Combination[] = [
  { ...plain, manager: "npm", ...ts, node: "22", launch: "in its folder" },
  { ...plain, manager: "npm", shape: "workspace", ...esmJs, node: "24", launch: "with -C" },
  { ...plain, manager: "yarn classic", ...ts, node: "24", launch: "in its folder" },
  { ...plain, manager: "yarn berry", ...esmTs, node: "22", launch: "main: a file" },
];
