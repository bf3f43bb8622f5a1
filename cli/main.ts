#!/usr/bin/env node
import { run } from "./run";

// Set rather than exit, so that what was written gets out.
void run(process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // Absent where it is no terminal, whatever the types say.
  isInteractive: (process.stderr.isTTY as boolean | undefined) ?? false,
  columns: (process.stdout.columns as number | undefined) ?? 80,
}).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
