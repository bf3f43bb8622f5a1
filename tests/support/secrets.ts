/** Each of the secrets that a text shows in some form, as `SECRET as FORM`. */
export function findSecrets(text: string, secrets: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return secrets.flatMap((secret) =>
    Object.entries(formsOf(secret))
      .filter(([form, needles]) =>
        needles.some((needle) => (form === "hex" ? lower : text).includes(needle) && needle !== ""),
      )
      .map(([form]) => `${secret} as ${form}`),
  );
}

/**
 * What a run printed, without the lines in which Pulumi's own SDK shows each resource's outputs, secret or not, from
 * `-v=3` on and with `--debug`; `tests/lifecycle/engineLogs.test.ts` holds that it does so for any resource.
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

/** As the engine writes it: Go's encoder escapes what HTML would take for its own. */
function goJsonOf(text: string): string {
  return jsonOf(text).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

/** Within a longer text in base64, the encoding of a part depends on where the part begins, modulo three bytes. */
function base64Forms(secret: string, alphabet: "base64" | "base64url"): string[] {
  return ["", "x", "xx"].map((before) => {
    const whole = Buffer.from(before + secret)
      .toString(alphabet)
      .replace(/=+$/, "");
    // The first and last characters share bits with what stands around.
    return whole.slice(before === "" ? 0 : before.length + 1, -1);
  });
}
