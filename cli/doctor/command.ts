import { readStackConfig, type StackSelector } from "../settings/stackConfig";
import { secretsIn } from "../settings/settings";
import { createStatusLine, type Terminal } from "../terminal";
import { diagnose, exitStatus } from "./diagnose";
import type { CheckResult } from "./model";
import { formatJson, formatResult, formatSummary } from "./render";

export interface DoctorArguments extends StackSelector {
  readonly bitbucket: string;
  readonly json: boolean;
}

/** Runs `doctor` and returns the exit status. */
export async function doctorCommand(asked: DoctorArguments, terminal: Terminal): Promise<number> {
  const { bitbucket, directory, json, env } = asked;
  const progress = createStatusLine(terminal);
  progress.show("reading the stack's config");
  const stack = await readStackConfig(asked);
  terminal.hide(secretsIn({ env, stack }));
  const lines: CheckResult[] = [];
  for await (const line of diagnose({ env, stack }, { bitbucket, directory, progress: progress.show })) {
    lines.push(line);
    if (json) continue;
    progress.clear();
    terminal.out(formatResult(line));
  }
  progress.clear();
  terminal.out(json ? formatJson(lines) : formatSummary(lines));
  return exitStatus(lines);
}
