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
  activity: "reading the proxy settings",
  dependsOn: ["address", "settings"],
  run: (context) => {
    const { baseUrl } = routeOf(context);
    const found = proxyFor(baseUrl);
    if (found === undefined) {
      return ok(
        isLoopback(new URL(baseUrl).hostname)
          ? "no proxy is used for loopback addresses"
          : "no proxy is set for this address",
      );
    }
    if ("problem" in found) {
      return failure(
        found.problem,
        "Correct HTTPS_PROXY (or HTTP_PROXY, ALL_PROXY), or add the cluster to NO_PROXY.",
      );
    }
    const signedIn = found.authorization === undefined ? "" : ", with user and password";
    return ok(`${found.url.origin}${signedIn}, from the environment`);
  },
};

const dns: Check = {
  name: "dns",
  activity: "resolving the host's name",
  dependsOn: ["proxy"],
  run: async (context) => {
    const { what, host, setting } = firstHop(context);
    if (isIP(host) !== 0) return ok(`${host} is an IP address`);
    try {
      const found = await within(checkTimeoutMs(context), lookup(host, { all: true }));
      return ok(`${host} resolves to ${found.map((entry) => entry.address).join(", ")}`);
    } catch (error) {
      const privateName =
        what === "cluster"
          ? " A private cluster's DNS may have only the name with the api. prefix, or only the name without it."
          : "";
      return failure(
        `the host name of the ${what}, ${host}, can't be resolved (${systemErrorFrom(error).code})`,
        `Check the host name in ${setting}, this machine's DNS and its VPN.${privateName}`,
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
    if (problem === undefined) return ok(`the ${what} at ${place} accepts connections`);
    const { reason, detail } = networkFailureFrom(systemErrorFrom(problem));
    const advice: Partial<Record<typeof reason, string>> = {
      refused: `Check the port in ${setting}, and that the ${what} is running.`,
      timeout: `A firewall may drop the packets. Check the VPN, the network and ${setting}.`,
    };
    return failure(
      `no connection to the ${what} at ${place} (${detail})`,
      advice[reason] ?? `Check the VPN, the network and ${setting}.`,
    );
  },
};

const tls: Check = {
  name: "tls",
  activity: "running a TLS handshake",
  dependsOn: ["tcp"],
  run: async (context): Promise<Finding> => {
    const connection = routeOf(context);
    const { protocol, hostname } = new URL(connection.baseUrl);
    if (protocol === "http:") {
      return isLoopback(hostname)
        ? ok("no TLS: http to a loopback address")
        : warning(
            "no TLS: http sends the credential unencrypted",
            "Use https:// in algorithmia:apiUrl, and unset algorithmia:allowInsecureHttp.",
          );
    }
    const result = await performHandshake(connection, proxyOf(context), checkTimeoutMs(context));
    if ("problem" in result) return failure(result.problem, result.advice);
    context.certificateExpires = result.expires;
    const connected = `${result.version}, certificate of ${result.subject}, issued by ${result.issuer}`;
    if (!verifiesCertificates()) {
      return warning(
        `${connected}; the certificate isn't verified, because NODE_TLS_REJECT_UNAUTHORIZED is 0`,
        "Unset NODE_TLS_REJECT_UNAUTHORIZED, which lets anyone on the network path read the credential. For a private CA, set algorithmia:caCertificate (or ALGORITHMIA_CA_CERTIFICATE).",
      );
    }
    const privateCa = connection.caCertificate === undefined ? "" : "; the private CA is trusted";
    return ok(`${connected}${privateCa}`);
  },
};

const soonDays = 30;

const certificate: Check = {
  name: "certificate",
  activity: "reading the certificate's expiry",
  dependsOn: ["tls"],
  run: ({ certificateExpires: expires }) => {
    if (expires === undefined) return skipped("no certificate without TLS");
    const days = Math.floor((expires.getTime() - Date.now()) / 86_400_000);
    const detail = `expires on ${expires.toISOString().slice(0, 10)}, in ${days} days`;
    const facts = { expires: expires.toISOString() };
    return days >= soonDays
      ? ok(detail, facts)
      : warning(detail, "Renew the cluster's certificate before that day.", facts);
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
    socket.once("timeout", () => end(timedOutAfter(timeoutMs, "response")));
  });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(timedOutAfter(ms, "response")), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

export const networkChecks = { proxy, dns, tcp, tls, certificate };
