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

function formsOf(secret: string): Record<string, string[]> {
  const json = JSON.stringify(secret).slice(1, -1);
  return {
    "plain text": [secret],
    "JSON text": [json, JSON.stringify(json).slice(1, -1)],
    "URL text": [encodeURIComponent(secret), encodeURIComponent(secret).toLowerCase()],
    hex: [Buffer.from(secret).toString("hex")],
    base64: base64Forms(secret, "base64"),
    base64url: base64Forms(secret, "base64url"),
  };
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
