import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, CONSUMER, newCluster } from "../support/cluster";
import { BOTH, HOSTS } from "../support/hosts";
import { findSecrets } from "../support/secrets";
import type { Stack } from "../support/stack";

/*
 * Secrets that the engine itself logs in plaintext at its highest log levels. The provider can't change that:
 * docs/internals/security.md warns users, and these tests fail if a warning isn't true any more.
 */

const channels: [string, (stack: Stack) => Promise<string>][] = [
  ["-v=9", async (stack) => (await stack.up("-v=9", "--logtostderr")).output],
  [
    "--tracing",
    async (stack) => {
      const file = join(stack.directory, "trace");
      await stack.up(`--tracing=file:${file}`);
      return readFileSync(file, "utf8");
    },
  ],
  [
    "PULUMI_DEBUG_GRPC",
    async (stack) => {
      const file = join(stack.directory, "grpc.json");
      stack.setEnv({ PULUMI_DEBUG_GRPC: file });
      await stack.up();
      return readFileSync(file, "utf8");
    },
  ],
];

describe.each(channels)("%s", (channel, run) => {
  describe.each(BOTH)("on the host %s", (host) => {
    // The engine's own log contains no secret. What -v=9 shows is from the program's SDK.
    const ofEngine = channel !== "-v=9";
    const consumer = ofEngine || HOSTS[host].sdkLogsOutputs ? ["consumerKey", "consumerSecret"] : [];

    it("shows the consumer in plaintext, but not a credential from the environment", async () => {
      await using cluster = await newCluster({}, { host });
      const { emulator, stack } = cluster;
      stack.declare(bitbucket());
      expect(inPlain(await run(stack), emulator.apiKey)).toEqual(consumer);
    });

    it("shows the credential of the stack's config too, although it was set as a secret, except with -v=9", async () => {
      await using cluster = await newCluster({}, { host });
      const { emulator, stack } = cluster;
      stack.setEnv({ ALGORITHMIA_API_KEY: undefined, ALGORITHMIA_API: undefined });
      await stack.succeed("config", "set", "algorithmia:apiUrl", emulator.url);
      await stack.succeed("config", "set", "--secret", "algorithmia:apiKey", emulator.apiKey);
      stack.declare(bitbucket());
      const shown = inPlain(await run(stack), emulator.apiKey);
      expect(shown).toEqual([...consumer, ...(ofEngine ? ["apiKey"] : [])]);
    });
  });
});

function inPlain(text: string, apiKey: string): string[] {
  return Object.entries({ ...CONSUMER, apiKey })
    .filter(([, secret]) => findSecrets(text, [secret]).includes(`${secret} as plain text`))
    .map(([name]) => name);
}
