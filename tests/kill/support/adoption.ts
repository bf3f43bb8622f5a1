/** The id in the command by which an error says that an interrupted create continues. */
export function namedForAdoption(output: string): string | undefined {
  return /ALGORITHMIA_ADOPT=(\S+) pulumi up/.exec(output)?.[1];
}
