import { readStackConfig, type WhichStack } from "../settings/stackConfig";
import { secretsIn } from "../settings/settings";
import { progressOn, type Terminal } from "../terminal";
import { diagnose, exitStatus } from "./diagnose";
import type { Line } from "./model";
import { jsonText, lineText, summaryText } from "./render";

export interface DoctorArguments extends WhichStack {
  readonly bitbucket: string;
  readonly json: boolean;
}

/** Runs the doctor; gives the exit status. */
export async function doctorCommand(asked: DoctorArguments, terminal: Terminal): Promise<number> {
  const { bitbucket, json, env } = asked;
  const progress = progressOn(terminal);
  progress.show("reading the stack's config");
  const stack = await readStackConfig(asked);
  terminal.hide(secretsIn({ env, stack }));
  const lines: Line[] = [];
  for await (const line of diagnose({ env, stack }, { bitbucket, progress: progress.show })) {
    lines.push(line);
    if (json) continue;
    progress.clear();
    terminal.out(lineText(line));
  }
  progress.clear();
  terminal.out(json ? jsonText(lines) : summaryText(lines));
  return exitStatus(lines);
}
