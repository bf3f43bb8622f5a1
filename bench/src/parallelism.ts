import { availableParallelism } from "node:os";

/** How many resources the engine works on at once unless it is told otherwise: four for each core. */
export const PARALLELISM = 4 * availableParallelism();
