import { statSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isLoopback } from "../client/connection/address";
import type { AdoptOptions } from "./adopt/adopt";
import { adoptCommand } from "./adopt/command";
import { doctorCommand } from "./doctor/command";
import { adoptHelp, doctorHelp, programHelp } from "./help";
import { packageVersion } from "../client/package/manifest";
import { PUBLIC_URLS } from "../client/wire/hostUrls";
import { createTerminal, type Streams } from "./terminal";

interface Common {
  readonly stack?: string;
  readonly cwd: string;
}

/** Runs the command line and returns the exit status: 2 if the command line is invalid. */
export async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  streams: Streams,
): Promise<number> {
  const terminal = createTerminal(streams, env);
  let status = 0;
  const program = new Command("pulumi-algorithmia")
    .description(
      "Checks the connection to an Algorithmia cluster, and writes a Pulumi program for its configurations.",
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
      outputError: (text, write) => write(redactOptionValues(text)),
    })
    .addHelpText("after", programHelp);

  addStackOptions(program.command("doctor"))
    .description(
      "Checks everything that pulumi up requires, from the settings to the OAuth consumer. Changes nothing.",
    )
    .option("--bitbucket <url>", "Bitbucket site to verify the consumer with", bitbucketUrl, PUBLIC_URLS.web)
    .option("--json", "print JSON", false)
    .addHelpText("after", doctorHelp)
    .action(async ({ cwd, ...asked }: Common & { bitbucket: string; json: boolean }) => {
      status = await doctorCommand({ ...asked, directory: cwd, env }, terminal);
    });

  addStackOptions(program.command("adopt"))
    .description(
      "Writes a Pulumi program for the Bitbucket Cloud configurations of a cluster, or prints import commands. Changes nothing on the cluster.",
    )
    .argument("[directory]", "directory to write the program to", "algorithmia")
    .addOption(
      new Option("--language <language>", "language of the program")
        .choices(["typescript", "yaml"])
        .default("typescript"),
    )
    .option("--import", "print pulumi import commands instead of writing a program", false)
    .option("--project <name>", "name of the Pulumi project (default: the directory's name)")
    .option("--force", "overwrite existing files", false)
    .addHelpText("after", adoptHelp)
    .action(async (directory: string, asked: Common & Omit<AdoptOptions, "directory" | "progress">) => {
      const { stack, cwd, ...write } = asked;
      const which = { directory: cwd, env, ...(stack !== undefined && { stack }) };
      status = await adoptCommand({ which, write: { ...write, directory } }, terminal);
    });

  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

// The value of an invalid option may be a credential.
function redactOptionValues(error: string): string {
  return error.replace(/(--?[\w-]+)=[^]*/, "$1=…'\n").replace(/ argument '[^]*' is invalid/, " is invalid");
}

function addStackOptions(command: Command): Command {
  return command
    .option("--stack <name>", "stack whose config to read (default: the selected stack)")
    .option("--cwd <directory>", "directory of the Pulumi project", existingDirectory, ".");
}

function existingDirectory(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InvalidArgumentError("It must be an existing directory.");
  }
  return path;
}

// The consumer's secret is sent to this URL.
function bitbucketUrl(text: string): string {
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url === null || !isSafe || url.username !== "" || url.password !== "") {
    throw new InvalidArgumentError("It must be an https URL without a user or password.");
  }
  return url.origin;
}
