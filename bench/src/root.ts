import { dirname } from "node:path";

/** The checkout's directory. */
export const ROOT = dirname(require.resolve("pulumi-algorithmia/package.json"));
