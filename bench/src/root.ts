import { dirname, join } from "node:path";

/** The checkout's folder; the compiled code lies at a depth of its own. */
export const ROOT = dirname(
  require.resolve("pulumi-algorithmia/package.json", { paths: [join(__dirname, "../../../../..")] }),
);
