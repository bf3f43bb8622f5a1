import { availableParallelism } from "node:os";

/** The engine's default parallelism: four resources for each core. */
export const PARALLELISM = 4 * availableParallelism();
