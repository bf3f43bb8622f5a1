import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { TextlintKernel, type TextlintKernelPlugin } from "@textlint/kernel";
import markdown from "@textlint/textlint-plugin-markdown";
import type { TxtDocumentNode } from "@textlint/ast-node-types";
import prh from "textlint-rule-prh";
import { commentsAndStrings, type Prose, testTitles } from "./typescriptProse";

const kernel = new TextlintKernel();
const glossary = readFileSync(join(__dirname, "glossary.yml"), "utf8");

// In a pattern, a space matches any white space, because prose has line breaks anywhere.
const rules = glossary.replace(/^ +pattern: .*$/gm, (line) => line.replace(/(?<=pattern: .*) /g, "\\s+"));

/** Finds each use of a term that the glossary replaces, as `file:line: term => expected term`. */
export async function lint(path: string, text: string): Promise<string[]> {
  const { messages } = await kernel.lintText(text, {
    filePath: path,
    ext: extname(path),
    plugins: [
      { pluginId: "markdown", plugin: markdown },
      typescript(/\.(?:test|soak|k8s|languages)\.ts$/.test(path) ? testTitles : commentsAndStrings),
    ],
    rules: [{ ruleId: "prh", rule: prh, options: { ruleContents: [rules] } }],
  });
  const findings = messages.map(
    ({ loc, message }) => `${path}:${loc.start.line}: ${message.replace(/\s+/g, " ")}`,
  );
  // The linter reads a literal inside a template's expression twice: alone, and with the template.
  return [...new Set(findings)];
}

function typescript(read: (source: string) => Prose): TextlintKernelPlugin {
  return {
    pluginId: "typescript",
    plugin: {
      Processor: class {
        availableExtensions(): string[] {
          return [".ts"];
        }

        processor() {
          return {
            preProcess: (source: string) => document(read(source)),
            postProcess: (messages: [], filePath = "") => ({ messages, filePath }),
          };
        }
      },
    },
  };
}

// A document of one text node for each passage.
function document({ text, passages }: Prose): { text: string; ast: TxtDocumentNode } {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const position = (offset: number) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) };
  };
  const at = (pos: number, end: number) => ({
    raw: text.slice(pos, end),
    range: [pos, end] as const,
    loc: { start: position(pos), end: position(end) },
  });
  const children = passages.map(({ pos, end }) => ({
    type: "Str",
    value: text.slice(pos, end),
    ...at(pos, end),
  }));
  return { text, ast: { type: "Document", children, ...at(0, text.length) } as unknown as TxtDocumentNode };
}
