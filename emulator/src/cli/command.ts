import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** What was asked for on the command line. */
export type Command = { kind: "help" } | ({ kind: "serve" } & ServeCommand);

export interface ServeCommand {
  host: string;
  port: number;
  bitbucketPort: number;
  hostNames: string[];
  dataDir: string | undefined;
  /** Unset: one is made up, which only sample data in memory may be guarded by. */
  apiKey: string | undefined;
  sample: boolean;
  /** Unset: one is made up. */
  controlToken: string | undefined;
}

/** A command line that makes no sense, in words for whoever wrote it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const HELP = `Emulates the SCM administration of an Algorithmia Enterprise cluster, and Bitbucket's OAuth side bypass it.

Usage: EMULATOR_API_KEY=KEY npm run -s emulator -- [options]

  --port PORT            the port to listen on; 0, the default, takes a free one
  --bitbucket-port PORT  likewise, for the stand-in for Bitbucket
  --host ADDRESS         the address to bind; 127.0.0.1 unless told otherwise
  --host-name NAME       another name that callers may use, with or without a leading "api."; repeatable
  --data DIR             where to keep everything; in memory if left out
  --api-key-file FILE    holds the cluster admin's API key; without it, EMULATOR_API_KEY does
  --sample               fills a fresh cluster with sample data; in memory it needs no API key, since one is then
                         made up and printed as "apiKey"
  --help                 prints this

Environment:
  EMULATOR_API_KEY        the cluster admin's API key (with Management Access)
  EMULATOR_CONTROL_TOKEN  what the control API wants in X-Emulator-Token. Without it one is made up: kept in
                          DIR/control-token, or printed if there is no data directory

Prints one line of JSON when it is ready: "url", "bitbucketUrl", and "controlTokenFile" or "controlToken" unless the
token was given. A browser finds the admin page at "url". Stops on SIGTERM and SIGINT.
`;

/** Reads a command line. Keys and tokens are no options of it: other users can list a process's arguments. */
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
        ? "An API key is needed: set EMULATOR_API_KEY, or name a file with --api-key-file"
        : `${file} holds no API key`,
    );
  }
  if (/\s/.test(key)) throw new UsageError("The API key must not hold white space");
  return key;
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`The API key file can't be read: ${(error as Error).message}`);
  }
}
