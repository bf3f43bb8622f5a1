import fc from "fast-check";
import { createRedactor } from "../../../client/redact/redactor";

const secret = fc
  .string({ unit: "grapheme", minLength: 8, maxLength: 60 })
  .filter((text) => text.trim() === text && /^[^\s\p{C}]+$/u.test(text));
// Text next to a secret that isn't part of it.
const around = fc.string({ unit: fc.constantFrom(...Array.from("ABCxyz019 .,:;<>{}[]()\n")), maxLength: 40 });

const encodings: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "as JSON": (text) => JSON.stringify(text),
  "as JSON in JSON": (text) => JSON.stringify(JSON.stringify(text)),
  "as JSON without any character beyond ASCII": (text) =>
    JSON.stringify(text).replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  "for a URL": (text) => encodeURIComponent(text),
  "for a URL, in lower case": (text) =>
    encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  "for a URL, every byte": (text) => Buffer.from(text).toString("hex").replace(/../g, "%$&"),
  "for a URL twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "as JSON for a URL": (text) => encodeURIComponent(JSON.stringify(text)),
  "for HTML": (text) =>
    text.replace(
      /[&<>"']/g,
      (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character] ?? "&#39;",
    ),
  "for HTML, every character": (text) =>
    Array.from(text, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`).join(""),
  "with a control character after each": (text) =>
    Array.from(text, (character) => `${character}\u0007`).join(""),
  "with colours in it": (text) => Array.from(text, (character) => `\u001b[31m${character}\u001b[0m`).join(""),
};

test.each(Object.entries(encodings))("redacts a secret %s anywhere in a text", (_how, encode) => {
  fc.assert(
    fc.property(secret, around, around, (hidden, before, after) => {
      const { clean } = createRedactor([hidden]);
      const cleaned = clean(encode(before) + encode(hidden) + encode(after), 100_000);

      expect(cleaned).toContain("[secret]");
      expect(cleaned).not.toContain(hidden);
      expect(cleaned).not.toContain(encode(hidden));
    }),
  );
});

const binary: Record<string, (text: string) => string> = {
  base64: (text) => Buffer.from(text).toString("base64"),
  base64url: (text) => Buffer.from(text).toString("base64url"),
  hex: (text) => Buffer.from(text).toString("hex"),
  "hex in upper case": (text) => Buffer.from(text).toString("hex").toUpperCase(),
  "base64 in JSON for a URL": (text) =>
    encodeURIComponent(JSON.stringify(Buffer.from(text).toString("base64"))),
  "base64 with line breaks": (text) => Buffer.from(text).toString("base64").replace(/.{5}/g, "$&\r\n"),
  "base64 of JSON": (text) => Buffer.from(JSON.stringify(text).slice(1, -1)).toString("base64"),
};

test.each(Object.entries(binary))("redacts a secret in a text that is %s, at any offset", (_how, encode) => {
  fc.assert(
    fc.property(secret, around, around, (hidden, before, after) => {
      const { clean } = createRedactor([hidden]);
      const cleaned = clean(encode(before + hidden + after), 100_000);

      expect(cleaned).toContain("[secret]");
      // The rest of the text's encoding on either side is too short to contain the secret.
      expect(cleaned.length).toBeLessThanOrEqual(encode(before + after).length + "[secret]".length + 16);
    }),
  );
});

test("redacts a secret with two nested encodings in any order", () => {
  // Encodings that change each character of a text.
  const layers = ["as JSON", "for a URL", "for HTML", "for HTML, every character"] as const;
  fc.assert(
    fc.property(
      secret,
      around,
      fc.constantFrom(...layers),
      fc.constantFrom(...layers),
      (hidden, before, inner, outer) => {
        const encode = (text: string): string => encodings[outer]?.(encodings[inner]?.(text) ?? "") ?? "";
        const { clean } = createRedactor([hidden]);
        const cleaned = clean(encode(`${before}${hidden}`), 100_000);
        expect(cleaned).toContain("[secret]");
        expect(cleaned).not.toContain(encodings[inner]?.(hidden).slice(1, -1));
      },
    ),
  );
});

test("shows no part of a secret because of a length limit or control characters", () => {
  const control = fc.constantFrom("\u0000", "\u0007", "\u001b[2K", "\u200b", "\r");
  fc.assert(
    fc.property(
      secret.filter((text) => !/\[|secret/i.test(text)),
      around,
      control,
      fc.integer({ min: 2, max: 80 }),
      (hidden, before, torn, limit) => {
        const { clean } = createRedactor([hidden]);
        const text = `${before}|${Array.from(hidden).join(torn)}|${hidden}`;
        const cleaned = clean(text, limit);
        expect(Array.from(cleaned).length).toBeLessThanOrEqual(limit);
        const bare = clean(`${before}|`, 1_000);
        expect(cleaned.replace(/…$/, "").startsWith(bare) || bare.startsWith(cleaned.replace(/…$/, ""))).toBe(
          true,
        );
        expect(cleaned.replace(/…$/, "").slice(bare.length)).toMatch(/^(?:[[\]secrt| ]*)$/);
      },
    ),
  );
});

test("redacts the beginning of a secret at the end of a truncated text", () => {
  fc.assert(
    fc.property(secret, around, fc.nat(), (hidden, before, length) => {
      const part = hidden.slice(0, 4 + (length % (hidden.length - 4)));
      expect(createRedactor([hidden]).clean(`${before}${part}`, 1_000)).not.toContain(part);
    }),
  );
});

test("doesn't redact the end of an address that resembles the encoded beginning of a secret", () => {
  const { clean } = createRedactor(["77b918142c037b68"]);
  const address = "https://127.0.0.1:33737"; // "77" in hex is 3737
  expect(clean(address, 100)).toBe(address);
  expect(clean("cut off: 37376239", 100)).toBe("cut off: [secret]");
});

test("doesn't change a text without secrets", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from("abc %&\\;#x41u00")), maxLength: 100 }),
      (text) => {
        const expected = text.replace(/\s+/g, " ").trim();
        expect(createRedactor(["unlikely-to-be-there"]).clean(text, 1_000)).toBe(expected);
      },
    ),
  );
});

test("removes control and invisible characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(createRedactor([]).clean(text, 1_000)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
});

test("cleans idempotently", () => {
  fc.assert(
    fc.property(secret, around, (hidden, before) => {
      const { clean } = createRedactor([hidden]);
      const once = clean(`${before}${hidden}\u001b[1m`, 1_000);
      expect(clean(once, 1_000)).toBe(once);
    }),
  );
});

test("redacts before it truncates", () => {
  const { clean } = createRedactor(["a-long-secret-value"]);
  expect(clean("see: a-long-secret-value", 12)).toBe("see: [secre…");
});

test("removes complete escape sequences", () => {
  expect(
    createRedactor([]).clean(
      "\u001b[31;1mred\u001b[0m \u001b]8;;http://e.example\u0007link\u001b]8;;\u001b\\ \u009b2Jx",
      100,
    ),
  ).toBe("red link x");
});

test("redacts a very short secret only as a whole word", () => {
  const { clean } = createRedactor(["ab"]);
  expect(clean('about "ab" and ab', 100)).toBe('about "[secret]" and [secret]');
});

test("redacts overlapping secrets completely", () => {
  expect(createRedactor(["abcdefgh", "efghijkl"]).clean("xx abcdefghijkl yy", 100)).toBe("xx [secret] yy");
});

test("redacts a secret that was added later", () => {
  const redactor = createRedactor([]);
  redactor.add("later-secret");
  expect(redactor.clean("a later-secret", 100)).toBe("a [secret]");
});

test("redacts a hostile text of a megabyte in reasonable time, also with the secrets of 50 resources", () => {
  const redactor = createRedactor(["x".repeat(40), "%41".repeat(10), "\\".repeat(20)]);
  for (let index = 0; index < 150; index++) redactor.add(`secret-of-resource-${index}`);
  const startedAt = performance.now();
  for (const unit of ["x", "%41", "\\", "&#x41;", "%25", "x ", "secret-of-"])
    redactor.clean(unit.repeat(1_000_000 / unit.length), 200);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
