import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** The parsed command line. */
export type Command = { kind: "help" } | ({ kind: "serve" } & ServeCommand);

export interface ServeCommand {
  host: string;
  port: number;
  bitbucketPort: number;
  hostNames: string[];
  dataDir: string | undefined;
  /** Not set only with sample data in memory. The emulator then generates a key. */
  apiKey: string | undefined;
  sample: boolean;
  /** If it isn't set, the emulator generates a token. */
  controlToken: string | undefined;
}

/** The command line isn't valid. The message says why. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const HELP = `Emulates an Algorithmia Enterprise cluster's SCM administration, and Bitbucket Cloud's OAuth side.

Usage: EMULATOR_API_KEY=KEY npm run -s emulator -- [options]

  --port PORT            the cluster's port (default: a free port)
  --bitbucket-port PORT  Bitbucket's port (default: a free port)
  --host ADDRESS         the address to bind (default: 127.0.0.1)
  --host-name NAME       an additional name by which clients can address the servers, with or without a leading
                         "api."; repeatable
  --data DIR             the directory to store data in, for one emulator at a time (default: in memory)
  --api-key-file FILE    a file with the cluster admin's API key; overrides EMULATOR_API_KEY
  --sample               adds sample data to a new cluster. In memory it requires no API key: the emulator generates
                         one and prints it as "apiKey"
  --help                 prints this help

Environment:
  EMULATOR_API_KEY        the API key of a cluster admin with Management Access
  EMULATOR_CONTROL_TOKEN  the token that the control API requires in X-Emulator-Token. If it isn't set, the emulator
                          generates a token and stores it in DIR/control-token, or prints it if there is no --data

When the emulator is ready, it prints one line of JSON: "url", "bitbucketUrl", and "controlTokenFile" or "controlToken"
if it generated the token. Open "url" in a browser for the admin page. SIGTERM and SIGINT stop the emulator.
`;

/** Parses a command line. Keys and tokens aren't options, because other users can list a process's arguments. */
export function readCommand(args: string[], env: NodeJS.ProcessEnv): Command {
  const values = parse(args);
  if (values.help === true) return { kind: "help" };
  const sample = values.sample === true;
  return {
    kind: "serve",
    host: values.host ?? "127.0.0.1",
    port: readPort("--port", values.port),
    bitbucketPort: readPort("--bitbucket-port", values["bitbucket-port"]),
    hostNames: values["host-name"] ?? [],
    dataDir: values.data,
    apiKey: readApiKey(values["api-key-file"], env["EMULATOR_API_KEY"], sample && values.data === undefined),
    sample,
    controlToken: env["EMULATOR_CONTROL_TOKEN"] || undefined,
  };
}

function parse(args: string[]) {
  try {
    const options = {
      port: { type: "string" },
      "bitbucket-port": { type: "string" },
      host: { type: "string" },
      "host-name": { type: "string", multiple: true },
      data: { type: "string" },
      "api-key-file": { type: "string" },
      sample: { type: "boolean" },
      help: { type: "boolean" },
    } as const;
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readPort(option: string, text = "0"): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`${option} must be a number from 0 to 65535, not "${text}"`);
}

function readApiKey(
  file: string | undefined,
  fromEnvironment: string | undefined,
  mayBeMadeUp: boolean,
): string | undefined {
  const key = file === undefined ? fromEnvironment : readKeyFile(file).trim();
  if (key === undefined || key === "") {
    if (file === undefined && mayBeMadeUp) return undefined;
    throw new UsageError(
      file === undefined
        ? "The emulator requires an API key. Set EMULATOR_API_KEY, or use --api-key-file"
        : `The API key file ${file} is empty`,
    );
  }
  if (/\s/.test(key)) throw new UsageError("The API key must not contain white space");
  return key;
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`The API key file can't be read: ${(error as Error).message}`);
  }
}
