/** Finds each secret in any form in a text, as `SECRET as FORM`. */
export function findSecrets(text: string, secrets: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return secrets.flatMap((secret) =>
    Object.entries(formsOf(secret))
      .filter(([form, patterns]) =>
        patterns.some((pattern) => (form === "hex" ? lower : text).includes(pattern) && pattern !== ""),
      )
      .map(([form]) => `${secret} as ${form}`),
  );
}

/**
 * Removes the lines in which Pulumi's SDK prints each resource's outputs, including secrets, with `-v=3` and `--debug`.
 * `tests/lifecycle/engineLogs.test.ts` verifies that the SDK does this for any resource.
 */
export function withoutSdkDump(output: string): string {
  return output
    .split("\n")
    .filter((line) => !line.includes("RegisterResource RPC finished"))
    .join("\n");
}

function formsOf(secret: string): Record<string, string[]> {
  return {
    "plain text": [secret],
    "JSON text": [jsonOf(secret), goJsonOf(secret)].flatMap((json) => [json, jsonOf(json), goJsonOf(json)]),
    "URL text": [encodeURIComponent(secret), encodeURIComponent(secret).toLowerCase()],
    hex: [Buffer.from(secret).toString("hex")],
    base64: base64Forms(secret, "base64"),
    base64url: base64Forms(secret, "base64url"),
  };
}

function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As the engine writes it: Go's encoder also escapes HTML characters. */
function goJsonOf(text: string): string {
  return jsonOf(text).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

/** The base64 encoding of a part of a text depends on the offset of the part, modulo three bytes. */
function base64Forms(secret: string, alphabet: "base64" | "base64url"): string[] {
  return ["", "x", "xx"].map((before) => {
    const whole = Buffer.from(before + secret)
      .toString(alphabet)
      .replace(/=+$/, "");
    // The first and last characters share bits with adjacent bytes.
    return whole.slice(before === "" ? 0 : before.length + 1, -1);
  });
}
