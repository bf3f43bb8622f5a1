import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import { startEmulator } from "../../emulator/src";

/** The output of the commands against an emulated cluster, for their pages. */
export interface CliSamples {
  readonly doctorHelp: string;
  readonly ill: string;
  readonly adoptHelp: string;
  readonly adopted: string;
  readonly program: string;
}

/**
 * Runs the commands.
 *
 * @param tls - The emulated cluster's certificate for 127.0.0.1, with the CA that signed it.
 */
export async function cliSamples(tls: { cert: string; key: string; authority: string }): Promise<CliSamples> {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-docs-"));
  const emulator = await startEmulator({ tls });
  try {
    const { key, secret } = emulator.bitbucket.addConsumer({ isPrivate: true });
    const env = {
      ALGORITHMIA_API: emulator.url,
      ALGORITHMIA_API_KEY: emulator.apiKey,
      ALGORITHMIA_CA_CERTIFICATE: tls.authority,
      ALGORITHMIA_CONSUMER_KEY: key,
      ALGORITHMIA_CONSUMER_SECRET: secret,
    };
    emulator.seed({ id: "bitbucket-cloud", name: "Data Science", clientId: key, default: true });
    const printed = async (args: readonly string[], change = {}): Promise<string> => {
      let text = "";
      const print = (part: string): void => {
        text += part;
      };
      await run(args, { ...env, ...change }, { out: print, err: print, isInteractive: false, columns: 100 });
      return steady(text.replaceAll(join(directory, "algorithmia"), "algorithmia"));
    };
    const doctor = ["doctor", "--cwd", directory, "--bitbucket", emulator.bitbucket.url];
    return {
      doctorHelp: await printed(["doctor", "--help"]),
      ill: await printed(doctor, {
        ALGORITHMIA_API_KEY: emulator.keys.adminWithoutManagement,
        ALGORITHMIA_CONSUMER_SECRET: "not-that-of-the-consumer",
      }),
      adoptHelp: await printed(["adopt", "--help"]),
      adopted: await printed(["adopt", "--cwd", directory, join(directory, "algorithmia")]),
      program: readFileSync(join(directory, "algorithmia/index.ts"), "utf8"),
    };
  } finally {
    await emulator.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

// Replaces what differs between runs: ports and dates.
function steady(text: string): string {
  return text
    .replaceAll(/(127\.0\.0\.1(?::| port ))\d+/g, "$18443")
    .replaceAll(/expires on \d{4}-\d\d-\d\d/g, "expires on YYYY-MM-DD");
}
