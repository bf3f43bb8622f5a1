import { isLoopback } from "../../client/connection/address";

/*
 * What is wrong with an address that a program passes, and what to write instead, with the program's own host
 * in it where one can be made out. Whatever may be a credential in it is never repeated.
 */

/** For addresses that must be bare, `https://HOST`; undefined for one that is. */
export function webUrlFailure(text: string, what: string, example: string): string | undefined {
  return advised(webUrlProblem(text) ?? webUrlDoubt(text), text, what, example);
}

/** For one of `urls`: only what no cluster can use. */
export function clusterUrlFailure(text: string, what: string, example: string): string | undefined {
  return advised(webUrlProblem(text), text, what, example);
}

/** For one of `urls` that no document forbids, but that is probably a mistake; undefined for any other. */
export function clusterUrlWarning(text: string, what: string, example: string): string | undefined {
  return webUrlProblem(text) === undefined ? advised(webUrlDoubt(text), text, what, example) : undefined;
}

function advised(
  problem: string | undefined,
  text: string,
  what: string,
  example: string,
): string | undefined {
  const host = hostIn(text);
  return (
    problem &&
    `${problem}: enter the ${what} as ${host === undefined ? example : `https://${host.replace(/:80$/, "")}`}`
  );
}

/** For what can't be an SSH address at all; undefined for one that a cluster may hold. */
export function sshUrlFailure(text: string, example: string): string | undefined {
  return text.trim() === "" || /\s|:[^@]*@/.test(text.replace(/^ssh:\/\//i, ""))
    ? sshUrlAdvice(text, example)
    : undefined;
}

/** For what isn't `ssh://USER@HOST[:PORT]`, which vendor pages show; undefined for one that is. */
export function sshUrlWarning(text: string, example: string): string | undefined {
  return sshUrlFailure(text, example) === undefined ? sshUrlAdvice(text, example) : undefined;
}

function sshUrlAdvice(text: string, example: string): string | undefined {
  const right = sshUrl.exec(text);
  if (right !== null && Number(right[1] ?? 22) <= 65_535) {
    return undefined;
  }
  return `${sshUrlProblem(text)}: enter the SSH URL as ${sshUrlFor(text) ?? example}`;
}

const sshUrl = /^ssh:\/\/[^\s@/:?#\\]+@(?:[^\s@/:?#\\[\]]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;
/** `git@HOST:PATH`, as Git takes it and Bitbucket's pages show it beside the ssh form. */
const scpForm = /^([\w.-]+)@(\w[\w.-]*):(?!\/\/)/;

function webUrlProblem(text: string): string | undefined {
  if (text.trim() === "") return "is empty";
  if (/\s/.test(text)) return "has white space in it or around it";
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return "has no scheme";
  const url = URL.parse(text);
  if (url === null) return "is not a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must start with https://";
  if (url.username !== "" || url.password !== "") return "must not hold a user or password";
  return url.search !== "" || url.hash !== "" ? "must not have a query or fragment" : undefined;
}

function webUrlDoubt(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol === "http:" && !isLoopback(url.hostname)) {
    return "is plain http, over which users' consent and the consumer's secret travel unprotected";
  }
  return url === null || url.pathname === "/" ? undefined : "has a path";
}

function sshUrlProblem(text: string): string {
  if (text.trim() === "") return "is empty";
  if (/\s/.test(text)) return "has white space in it or around it";
  if (scpForm.test(text)) return "is in the form of scp, which no vendor page shows";
  return "isn't ssh://USER@HOST or ssh://USER@HOST:PORT, without a password, path or query";
}

function sshUrlFor(text: string): string | undefined {
  const [, user, scpHost] = scpForm.exec(text.trim()) ?? [];
  if (user !== undefined && scpHost !== undefined) return `ssh://${user}@${scpHost}`;
  const host = hostIn(text);
  return host === undefined ? undefined : `ssh://git@${host.replace(/:(?:80|443)$/, "")}`;
}

// Only what looks like a host is repeated: somebody may have pasted a secret into the wrong property.
function hostIn(text: string): string | undefined {
  const withoutScheme = text.trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, "");
  const host = /^(?:[^/?#]*@)?((?:[a-z\d-]{1,40}\.)+[a-z]{2,24}(?::\d{1,5})?)(?=[/?#]|$)/i.exec(
    withoutScheme,
  )?.[1];
  return host?.toLowerCase();
}
