/**
 * What is wrong with a consumer's key or secret whatever Bitbucket knows; undefined for one that may be right. Length and
 * alphabet are Bitbucket's business, which changed them before; what can't be right is what a paste adds.
 */
export function credentialProblem(text: string): string | undefined {
  if (text === "") {
    return "is empty";
  }
  if (/[\r\n]/.test(text)) {
    return "has a line break in it, as pasted text often has";
  }
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) {
    return "has white space or invisible characters in it, as pasted text often has";
  }
  return isQuotedOrJson(text) ? "is JSON, where the bare text belongs" : undefined;
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
