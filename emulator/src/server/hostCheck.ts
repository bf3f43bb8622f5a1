import { isIP } from "node:net";

/**
 * Whether the Host header names this server. A page of another site can make a browser send requests to a loopback
 * address under that site's own name (DNS rebinding). Such a request has another name in its Host header.
 */
export function isAddressedToServer(
  requestUrl: string,
  socket: { localAddress?: string | undefined; localPort?: number | undefined },
  names: readonly string[],
): boolean {
  const { hostname, port, protocol } = new URL(requestUrl);
  if (Number(port || (protocol === "https:" ? 443 : 80)) !== socket.localPort) return false;
  const host = hostname.replace(/^\[|\]$/g, "");
  const bound = (socket.localAddress ?? "").replace(/^::ffff:/, "");
  if (isIP(host) !== 0) return host === bound;
  const isLoopback = bound === "::1" || bound.startsWith("127.");
  return [...names, ...(isLoopback ? ["localhost"] : [])].some(
    (name) => host === name || host === `api.${name}`,
  );
}
