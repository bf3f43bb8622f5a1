/** Why a command ends without doing what it was asked to, in words for whoever asked. */
export class CommandError extends Error {
  override readonly name = "Refusal";
}
