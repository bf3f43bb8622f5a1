#!/usr/bin/env node
import { run } from "./run";

// A reader such as head closes the pipe early, which isn't a failure of the command.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Sets the exit code instead of calling process.exit(), so that all output is flushed.
void run(process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // undefined if standard error isn't a terminal, which the types don't show.
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
