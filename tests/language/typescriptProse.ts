import * as ts from "typescript";

/** A part of a text, as offsets. */
export interface Range {
  readonly pos: number;
  readonly end: number;
}

/** The prose of a TypeScript file: a text with the file's offsets and lines, with spaces in place of code. */
export interface Prose {
  readonly text: string;
  readonly passages: readonly Range[];
}

/** Comments, and string literals that are several words. */
export function commentsAndStrings(source: string): Prose {
  const file = parsed(source);
  return prose(source, [...commentsIn(file), ...stringsIn(file)]);
}

/** The titles of tests. */
export function testTitles(source: string): Prose {
  const titles = nodesOf(parsed(source))
    .filter(ts.isCallExpression)
    .filter(({ expression }) => /^(?:it|test|describe)\b/.test(expression.getText()))
    .flatMap((call) => call.arguments.slice(0, 1));
  return prose(source, titles.flatMap(stringsIn));
}

/** Literals or comments that are read as one text, such as the parts of a template. */
type Passage = readonly Range[];

function parsed(source: string): ts.SourceFile {
  return ts.createSourceFile("", source, ts.ScriptTarget.Latest, true);
}

/** A node and all below it, tokens included. */
function nodesOf(node: ts.Node): ts.Node[] {
  return [node, ...node.getChildren().flatMap((child) => (ts.isJSDoc(child) ? [] : nodesOf(child)))];
}

function stringsIn(root: ts.Node): Passage[] {
  return nodesOf(root)
    .filter(isText)
    .map((text) =>
      nodesOf(text)
        .filter(isLiteral)
        .map((literal) => ({ pos: literal.getStart() + 1, end: literal.end - 1 })),
    );
}

function isText(node: ts.Node): boolean {
  return (
    ts.isTemplateExpression(node) ||
    ts.isStringLiteralLike(node) ||
    (ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
      (isText(node.left) || isText(node.right)))
  );
}

function isLiteral(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function commentsIn(file: ts.SourceFile): Passage[] {
  const ranges = nodesOf(file).flatMap((node) => [
    ...(ts.getLeadingCommentRanges(file.text, node.pos) ?? []),
    ...(ts.getTrailingCommentRanges(file.text, node.end) ?? []),
  ]);
  const comments = [...new Map(ranges.map((range) => [range.pos, range])).values()];
  const passages: ts.CommentRange[][] = [];
  for (const comment of comments.sort((one, other) => one.pos - other.pos)) {
    const last = passages.at(-1);
    if (last !== undefined && continues(file.text, last, comment)) last.push(comment);
    else passages.push([comment]);
  }
  return passages;
}

// A comment of several lines is a comment for each line.
function continues(text: string, passage: readonly ts.CommentRange[], next: ts.CommentRange): boolean {
  const last = passage.at(-1);
  return (
    last?.kind === ts.SyntaxKind.SingleLineCommentTrivia &&
    next.kind === last.kind &&
    text.slice(last.end, next.pos).trim() === ""
  );
}

const severalWords = /\p{L}[\p{L}'’]*[,;:.]?\s+\p{L}/u;

function prose(source: string, passages: readonly Passage[]): Prose {
  const blank = (text: string, filler: string): string => text.replace(/[^\n]/g, filler);
  const parts = [...new Map(passages.flat().map((range) => [range.pos, range])).values()]
    .sort((one, other) => one.pos - other.pos)
    .map(({ pos, end }) => ({
      pos,
      end,
      text: source
        .slice(pos, end)
        .replace(/```[^]*?```|\\?`[^`]*`|\{@link [^}]*\}/g, (code) => blank(code, "…"))
        .replace(/^\s*\/\/|^\/\*\*?|^\s*\*(?!\*)|\*\/$|\$\{$|\\[nrt]/gm, (mark) => blank(mark, " ")),
    }));
  let text = "";
  for (const part of parts) text += blank(source.slice(text.length, part.pos), " ") + part.text;
  text += blank(source.slice(text.length), " ");
  const ranges = passages.flatMap((passage) => {
    const [first, last] = [passage[0], passage.at(-1)];
    return first === undefined || last === undefined ? [] : [{ pos: first.pos, end: last.end }];
  });
  return { text, passages: ranges.filter(({ pos, end }) => severalWords.test(text.slice(pos, end))) };
}
