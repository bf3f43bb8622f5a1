import { dirname, join } from "node:path";

/** The checkout's directory. The compiled code is at another depth than the source. */
export const ROOT = dirname(
  require.resolve("pulumi-algorithmia/package.json", { paths: [join(__dirname, "../../../../..")] }),
);
