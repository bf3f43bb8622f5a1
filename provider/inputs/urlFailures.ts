import { isLoopback } from "../../client/connection/address";

/*
 * What is wrong with a program's URL, and what to write instead, with the URL's host if it has one. A message never
 * repeats text that may be a credential.
 */

/** The failure of a URL that must be `https://HOST`; undefined if it is. */
export function webUrlFailure(text: string, what: string, example: string): string | undefined {
  return withAdvice(webUrlProblem(text) ?? webUrlConcern(text), text, what, example);
}

/** The failure of a web or API URL that no cluster can use; undefined for any other. */
export function clusterUrlFailure(text: string, what: string, example: string): string | undefined {
  return withAdvice(webUrlProblem(text), text, what, example);
}

/** The warning for a web or API URL that no document forbids, but that is probably a mistake; undefined for any other. */
export function clusterUrlWarning(text: string, what: string, example: string): string | undefined {
  return webUrlProblem(text) === undefined ? withAdvice(webUrlConcern(text), text, what, example) : undefined;
}

function withAdvice(
  problem: string | undefined,
  text: string,
  what: string,
  example: string,
): string | undefined {
  const host = hostIn(text);
  return (
    problem &&
    `${problem}. Enter the ${what} as ${host === undefined ? example : `https://${host.replace(/:80$/, "")}`}`
  );
}

/** The failure of a text that can't be an SSH URL; undefined for a URL that a cluster may accept. */
export function sshUrlFailure(text: string, example: string): string | undefined {
  return text.trim() === "" || /\s|:[^@]*@/.test(text.replace(/^ssh:\/\//i, ""))
    ? sshUrlAdvice(text, example)
    : undefined;
}

/** The warning for a URL that isn't `ssh://USER@HOST[:PORT]`, the form on vendor pages; undefined for any other. */
export function sshUrlWarning(text: string, example: string): string | undefined {
  return sshUrlFailure(text, example) === undefined ? sshUrlAdvice(text, example) : undefined;
}

function sshUrlAdvice(text: string, example: string): string | undefined {
  const right = sshUrl.exec(text);
  if (right !== null && Number(right[1] ?? 22) <= 65_535) {
    return undefined;
  }
  return `${sshUrlProblem(text)}. Enter the SSH URL as ${sshUrlFor(text) ?? example}`;
}

const sshUrl = /^ssh:\/\/[^\s@/:?#\\]+@(?:[^\s@/:?#\\[\]]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;
/** `git@HOST:PATH`, which Git accepts and Bitbucket shows in addition to the ssh form. */
const scpForm = /^([\w.-]+)@(\w[\w.-]*):(?!\/\/)/;

function webUrlProblem(text: string): string | undefined {
  if (text.trim() === "") return "is empty";
  if (/\s/.test(text)) return "contains whitespace";
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return "has no scheme";
  const url = URL.parse(text);
  if (url === null) return "isn't a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must start with https://";
  if (url.username !== "" || url.password !== "") return "must not contain a user or password";
  return url.search !== "" || url.hash !== "" ? "must not have a query or fragment" : undefined;
}

function webUrlConcern(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol === "http:" && !isLoopback(url.hostname)) {
    return "uses unencrypted http, which exposes users' consent and the consumer's secret on the network";
  }
  return url === null || url.pathname === "/" ? undefined : "has a path";
}

function sshUrlProblem(text: string): string {
  if (text.trim() === "") return "is empty";
  if (/\s/.test(text)) return "contains whitespace";
  if (scpForm.test(text)) return "has the form of scp, which no vendor page documents";
  return "isn't ssh://USER@HOST or ssh://USER@HOST:PORT, without a password, path or query";
}

function sshUrlFor(text: string): string | undefined {
  const [, user, scpHost] = scpForm.exec(text.trim()) ?? [];
  if (user !== undefined && scpHost !== undefined) return `ssh://${user}@${scpHost}`;
  const host = hostIn(text);
  return host === undefined ? undefined : `ssh://git@${host.replace(/:(?:80|443)$/, "")}`;
}

// Repeats only text that looks like a host, because the value may be a misplaced secret.
function hostIn(text: string): string | undefined {
  const withoutScheme = text.trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, "");
  const host = /^(?:[^/?#]*@)?((?:[a-z\d-]{1,40}\.)+[a-z]{2,24}(?::\d{1,5})?)(?=[/?#]|$)/i.exec(
    withoutScheme,
  )?.[1];
  return host?.toLowerCase();
}
