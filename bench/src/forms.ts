import type { Env } from "./command";

/** A way to write and run a program. */
export interface Form {
  readonly name: string;
  readonly language: "nodejs" | "yaml" | "python" | "go";
  /** The program in the language's folder, without extension. */
  readonly program: "plugin" | "dynamic" | "empty";
  /** A TypeScript program is compiled before the measurement. */
  readonly compiled?: true;
  /** Each operation starts without ts-node's cache, as in CI. The cache skips the type check of an unchanged program. */
  readonly withoutCache?: true;
  readonly env?: Env;
  /** Measured on the operations that run the program, since the others are the same as for another form. */
  readonly programOnly?: true;
}

const transpileOnly = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/** The value is replaced by a folder of the run. */
export const COMPILE_CACHE = "NODE_COMPILE_CACHE";

export const EMPTY: Form = {
  name: "empty, compiled",
  language: "nodejs",
  program: "empty",
  compiled: true,
};
/** With as many outputs as ours. Pulumi's SDK creates four promises for each, and collects a stack trace for each promise. */
export const EMPTY_ALL_OUTPUTS: Form = {
  ...EMPTY,
  name: "empty with 12 outputs, compiled",
  env: { BENCH_OUTPUTS: "all" },
};
export const DYNAMIC: Form = {
  name: "dynamic, compiled",
  language: "nodejs",
  program: "dynamic",
  compiled: true,
};
export const PLUGIN: Form = {
  name: "plugin, compiled",
  language: "nodejs",
  program: "plugin",
  compiled: true,
};
export const PLUGIN_YAML: Form = { name: "plugin, YAML", language: "yaml", program: "plugin" };
export const DYNAMIC_CHECKED: Form = {
  name: "dynamic, TypeScript",
  language: "nodejs",
  program: "dynamic",
  withoutCache: true,
  programOnly: true,
};

export const FORMS: readonly Form[] = [
  PLUGIN_YAML,
  PLUGIN,
  {
    name: "plugin, transpile-only",
    language: "nodejs",
    program: "plugin",
    env: transpileOnly,
    programOnly: true,
  },
  {
    name: "plugin, TypeScript",
    language: "nodejs",
    program: "plugin",
    withoutCache: true,
    programOnly: true,
  },
  { name: "plugin, Python", language: "python", program: "plugin", programOnly: true },
  { name: "plugin, Go", language: "go", program: "plugin", programOnly: true },
  DYNAMIC,
  {
    name: "dynamic, compile cache",
    language: "nodejs",
    program: "dynamic",
    compiled: true,
    env: { [COMPILE_CACHE]: "" },
  },
  {
    name: "dynamic, transpile-only",
    language: "nodejs",
    program: "dynamic",
    env: transpileOnly,
    programOnly: true,
  },
  DYNAMIC_CHECKED,
  EMPTY,
];
