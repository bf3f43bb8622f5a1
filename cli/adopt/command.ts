import { isAlgorithmiaError } from "../../client/errors/algorithmiaError";
import { CommandError } from "../commandError";
import { secretsIn } from "../settings/settings";
import { readStackConfig, type StackSelector } from "../settings/stackConfig";
import { createStatusLine, type Terminal } from "../terminal";
import { adopt, type AdoptOptions } from "./adopt";

export interface AdoptArguments {
  readonly which: StackSelector;
  readonly write: Omit<AdoptOptions, "progress">;
}

/** Runs `adopt` and returns the exit status. */
export async function adoptCommand({ which, write }: AdoptArguments, terminal: Terminal): Promise<number> {
  const progress = createStatusLine(terminal);
  progress.show("reading the stack's config");
  try {
    const stack = await readStackConfig(which);
    terminal.hide(secretsIn({ env: which.env, stack }));
    const done = await adopt({ env: which.env, stack }, { ...write, progress: progress.show });
    progress.clear();
    terminal.out(done);
    return 0;
  } catch (error) {
    progress.clear();
    if (!(error instanceof CommandError) && !isAlgorithmiaError(error)) throw error;
    terminal.err(`${error.message}\n`);
    return 2;
  }
}
