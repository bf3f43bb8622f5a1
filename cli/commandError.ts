/** An expected failure of a command, whose message is printed without a stack trace. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
