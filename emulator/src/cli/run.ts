import { startEmulator } from "../start/startEmulator";
import { readOrCreateControlToken, preparePrivateDirectory } from "../storage/dataDirectory";
import { HELP, readCommand, type ServeCommand, UsageError } from "./command";
import { addSampleData } from "./sample";

const USAGE_EXIT_CODE = 2;

/** Runs the command line of this process. */
export async function run(): Promise<void> {
  try {
    const command = readCommand(process.argv.slice(2), process.env);
    if (command.kind === "help") process.stdout.write(HELP);
    else await serve(command);
  } catch (error) {
    fail(error);
  }
}

async function serve(command: ServeCommand): Promise<void> {
  const kept = command.controlToken === undefined ? storedControlToken(command.dataDir) : undefined;
  const emulator = await startEmulator({ ...command, controlToken: command.controlToken ?? kept?.token });

  const stop = () => void emulator.close().catch(fail);
  process.once("SIGTERM", stop).once("SIGINT", stop);

  if (command.sample) addSampleData(emulator);
  const { url, bitbucket, apiKey, controlToken } = emulator;
  const token = kept === undefined ? { controlToken } : { controlTokenFile: kept.file };
  const ready = {
    url,
    bitbucketUrl: bitbucket.url,
    ...(command.apiKey === undefined && { apiKey }),
    ...(command.controlToken === undefined && token),
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** Keeps a generated token in a file, so that it doesn't get into logs. Without a data directory there is no file. */
function storedControlToken(dataDir: string | undefined): { file: string; token: string } | undefined {
  if (dataDir === undefined) return undefined;
  preparePrivateDirectory(dataDir);
  return readOrCreateControlToken(dataDir);
}

function fail(error: unknown): void {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`emulator: ${(error as Error).message}${isUsage ? " (see --help)" : ""}\n`);
  process.exitCode = isUsage ? USAGE_EXIT_CODE : 1;
}
