import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { isLoopback } from "../../client/connection/address";
import { networkFailureFrom } from "../../client/transport/networkFailure";
import { proxyFor } from "../../client/transport/proxy";
import { verifiesCertificates } from "../../client/transport/verification";
import { type Check, failure, type Finding, ok, skipped, warning } from "./model";
import { firstHop, checkTimeoutMs, proxyOf, routeOf } from "./route";
import { systemErrorFrom, timedOutAfter } from "./systemError";
import { performHandshake } from "./tlsHandshake";

const proxy: Check = {
  name: "proxy",
  activity: "looking for a proxy",
  dependsOn: ["address", "settings"],
  run: (context) => {
    const { baseUrl } = routeOf(context);
    const found = proxyFor(baseUrl);
    if (found === undefined) {
      return ok(
        isLoopback(new URL(baseUrl).hostname)
          ? "none is used for this machine itself"
          : "none is set for this address",
      );
    }
    if ("problem" in found) {
      return failure(
        found.problem,
        "Correct HTTPS_PROXY (or HTTP_PROXY, ALL_PROXY), or name the cluster in NO_PROXY.",
      );
    }
    const signedIn = found.authorization === undefined ? "" : ", with the user and password given";
    return ok(`${found.url.origin}${signedIn}, from the environment`);
  },
};

const dns: Check = {
  name: "dns",
  activity: "resolving the host's name",
  dependsOn: ["proxy"],
  run: async (context) => {
    const { what, host, setting } = firstHop(context);
    if (isIP(host) !== 0) return ok(`${host} is an address already`);
    try {
      const found = await within(checkTimeoutMs(context), lookup(host, { all: true }));
      return ok(`${host} is ${found.map((entry) => entry.address).join(", ")}`);
    } catch (error) {
      const privateName =
        what === "cluster"
          ? " Of a private cluster it may know only the name with or only the one without api. in front."
          : "";
      return failure(
        `the name of the ${what}, ${host}, can't be resolved (${systemErrorFrom(error).code})`,
        `Check the host in ${setting}, and that this machine's DNS knows it (VPN?).${privateName}`,
      );
    }
  },
};

const tcp: Check = {
  name: "tcp",
  activity: "connecting",
  dependsOn: ["dns"],
  run: async (context) => {
    const { what, host, port, setting } = firstHop(context);
    const place = `${host} port ${port}`;
    const problem = await connectionProblem(host, port, checkTimeoutMs(context));
    if (problem === undefined) return ok(`${what} at ${place} accepts connections`);
    const { reason, detail } = networkFailureFrom(systemErrorFrom(problem));
    const advice: Partial<Record<typeof reason, string>> = {
      refused: `Check the port in ${setting}, and that the ${what} is up.`,
      timeout: `A firewall on the way may drop it: check the network, a VPN above all, and ${setting}.`,
    };
    return failure(
      `no connection to the ${what} at ${place} (${detail})`,
      advice[reason] ?? `Check the network, a VPN above all, and ${setting}.`,
    );
  },
};

const tls: Check = {
  name: "tls",
  activity: "shaking hands",
  dependsOn: ["tcp"],
  run: async (context): Promise<Finding> => {
    const connection = routeOf(context);
    const { protocol, hostname } = new URL(connection.baseUrl);
    if (protocol === "http:") {
      return isLoopback(hostname)
        ? ok("none: plain http to this machine itself")
        : warning(
            "none: plain http shows the credential to everyone on the way",
            "Use https:// in algorithmia:apiUrl, and unset algorithmia:allowInsecureHttp.",
          );
    }
    const result = await performHandshake(connection, proxyOf(context), checkTimeoutMs(context));
    if ("problem" in result) return failure(result.problem, result.advice);
    context.certificateEnds = result.ends;
    const met = `${result.version}, certificate of ${result.subject} by ${result.issuer}`;
    if (!verifiesCertificates()) {
      return warning(
        `${met}, which was not verified: NODE_TLS_REJECT_UNAUTHORIZED is 0`,
        "Unset it, since whoever stands in between can read the credential; for an own authority set algorithmia:caCertificate (or ALGORITHMIA_CA_CERTIFICATE).",
      );
    }
    const own = connection.caCertificate === undefined ? "" : ", with the own authority trusted";
    return ok(`${met}${own}`);
  },
};

const soonDays = 30;

const certificate: Check = {
  name: "certificate",
  activity: "looking at the certificate",
  dependsOn: ["tls"],
  run: ({ certificateEnds: ends }) => {
    if (ends === undefined) return skipped("there is none without TLS");
    const days = Math.floor((ends.getTime() - Date.now()) / 86_400_000);
    const said = `ends on ${ends.toISOString().slice(0, 10)}, in ${days} days`;
    const facts = { ends: ends.toISOString() };
    return days >= soonDays
      ? ok(said, facts)
      : warning(said, "Renew the cluster's certificate before that day.", facts);
  },
};

function connectionProblem(host: string, port: number, timeoutMs: number): Promise<Error | undefined> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (problem?: Error): void => {
      socket.destroy();
      done(problem);
    };
    socket.once("connect", () => end());
    socket.once("error", end);
    socket.once("timeout", () => end(timedOutAfter(timeoutMs, "answer")));
  });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(timedOutAfter(ms, "answer")), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

export const networkChecks = { proxy, dns, tcp, tls, certificate };
