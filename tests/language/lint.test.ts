import { lint } from "./lint";

const finding = (place: string) => [expect.stringMatching(`^${place}: .*=> overrides$`) as string];

const inMarkdown = [
  ["a text", "# Title\n\nIt goes before that."],
  ["a text with a line break inside the term", "# Title\n\nIt goes\nbefore that."],
  ["a heading", "\n\n# It goes before"],
  ["a table cell", "| a |\n| - |\n| it goes before |"],
] as const;

test.each(inMarkdown)("reports the line of %s in Markdown", async (_what, text) => {
  expect(await lint("a.md", text)).toEqual(finding("a.md:3"));
});

const ignoredInMarkdown = [
  ["inline code", "Run `goes before`."],
  ["a code block", "```sh\ngoes before\n```"],
  ["an HTML comment", "<!-- goes before -->"],
] as const;

test.each(ignoredInMarkdown)("ignores %s in Markdown", async (_what, text) => {
  expect(await lint("a.md", text)).toEqual([]);
});

const inTypeScript = [
  ["a line comment", "\n// It goes before.\n"],
  ["a comment of two lines", "\n// It goes\n// before.\n"],
  ["a doc comment", "\n/** It goes before. */\nconst a = 1;"],
  ["a doc comment of two lines", "/**\n * It goes\n * before.\n */"],
  ["a string", '\nconst a = "It goes before.";'],
  ["a concatenation", '\nconst a = "It goes " +\n  "before.";'],
  ["a template", "\nconst a = `${b} goes before ${c}`;"],
  ["a string inside a template", '\nconst a = `${b ? "it goes before" : ""} this`;'],
] as const;

test.each(inTypeScript)("reports the line of %s in TypeScript", async (_what, source) => {
  expect(await lint("a.ts", source)).toEqual(finding("a.ts:2"));
});

const ignoredInTypeScript = [
  ["code", "const goes = before;"],
  ["code in a comment", "// Run `goes before`."],
  ["code in a template", "const a = `${goes}${before}`;"],
  ["text around a substitution", "const a = `it goes ${b} before`;"],
] as const;

test.each(ignoredInTypeScript)("ignores %s in TypeScript", async (_what, source) => {
  expect(await lint("a.ts", source)).toEqual([]);
});

test("reads only titles in a test file", async () => {
  const source = 'test("a", () => run("it goes before"));\n\ntest.each([])("it goes before %s", () => {});';
  expect(await lint("a.test.ts", source)).toEqual(finding("a.test.ts:3"));
});
