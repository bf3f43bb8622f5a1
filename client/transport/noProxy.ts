import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";

/**
 * Whether NO_PROXY excludes an address from the proxy. curl and Go's net/http, which the Pulumi CLI uses, interpret
 * the variable differently: an entry counts here if either of them accepts it.
 * docs/installation-configuration.md lists the forms.
 */
export function isExcluded(noProxy: string, { hostname, port, protocol }: URL): boolean {
  const target: Target = {
    host: withoutBrackets(hostname).replace(/\.$/, ""),
    port: port === "" ? (protocol === "https:" ? "443" : "80") : port,
  };
  const entries = noProxy.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry !== "" && matches(entry, target));
}

interface Target {
  readonly host: string;
  readonly port: string;
}

function matches(entry: string, { host, port }: Target): boolean {
  if (entry === "*") return true;
  const [, network = "", prefix] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (prefix !== undefined) return isWithin(host, network, Number(prefix));
  // Only brackets distinguish the port of an IPv6 address from its last group.
  const [, named = entry, entryPort = ""] = /^(\[.*\]|[^:]*):(\d*)$/.exec(entry) ?? [];
  if (entryPort !== "" && entryPort !== port) return false;
  const name = withoutBrackets(named);
  if (isIP(name) !== 0) return isWithin(host, name, isIP(name) === 4 ? 32 : 128);
  return isIP(host) === 0 && isDomainOf(host, name);
}

function isDomainOf(host: string, name: string): boolean {
  const domain = domainToASCII(name.replace(/^(?:\*\.|\.)/, "").replace(/\.$/, ""));
  if (domain === "") return false;
  return host.endsWith(`.${domain}`) || (host === domain && !name.startsWith("*"));
}

function isWithin(host: string, network: string, prefix: number): boolean {
  if (isIP(host) === 0 || isIP(network) === 0 || prefix > (isIP(network) === 4 ? 32 : 128)) return false;
  // BlockList treats each IPv4 address as its IPv4-mapped address, which ::/0 would contain.
  const isMapped = [host, network].some((address) => address.startsWith("::ffff:"));
  if (isIP(host) !== isIP(network) && !isMapped) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, familyOf(network));
  return list.check(host, familyOf(host));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}
