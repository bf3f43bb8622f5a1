/**
 * Why a text can't be a consumer key or secret; undefined if it may be valid. Only Bitbucket knows the right length and
 * alphabet, and it has changed them before, so this reports only what copy and paste adds.
 */
export function credentialProblem(text: string): string | undefined {
  if (text === "") {
    return "is empty";
  }
  if (/[\r\n]/.test(text)) {
    return "contains a line break, as pasted text often does";
  }
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) {
    return "contains whitespace or invisible characters, as pasted text often does";
  }
  return isQuotedOrJson(text) ? "is JSON instead of the bare text" : undefined;
}

function isQuotedOrJson(text: string): boolean {
  if (!/^[[{"]/.test(text)) {
    return false;
  }
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
