import { EMULATOR_FOLDERS, FOLDERS, TEST_FOLDERS } from "../../tests/unit/folders";
import { table } from "./parts";

/** The parts of ARCHITECTURE.md. */
export function architectureParts(): Record<string, string> {
  return {
    folders: table(
      ["folder", "contents", "runs in", "may import"],
      Object.entries(FOLDERS).map(([folder, { contents, runsIn, mayImport }]) => [
        `\`${folder}\``,
        contents,
        runsIn,
        mayImport.map(asCode).join(", "),
      ]),
    ),
    emulator: table(
      ["folder of `emulator/src`", "contents"],
      Object.entries(EMULATOR_FOLDERS).map(([folder, contents]) => [`\`${folder}\``, contents]),
    ),
  };
}

/** The parts of CONTRIBUTING.md. */
export function contributingParts(): Record<string, string> {
  return {
    tests: table(
      ["folder", "what it tests"],
      Object.entries(TEST_FOLDERS).map(([folder, contents]) => [`\`tests/${folder}\``, contents]),
    ),
  };
}

// As code, with a note on types after it.
function asCode(name: string): string {
  const [specifier = "", note] = name.split(" ");
  return `\`${specifier}\`${note === undefined ? "" : ` ${note}`}`;
}
