import { createHash, createHmac } from "node:crypto";
import type { Inputs } from "./model";

/*
 * An id that the provider makes has the shape of a UUID (version 8, RFC 9562: 122 bits of one's own). Its
 * first half says who declares the configuration, its second what the configuration is. So a create that
 * finds its id taken has met its own first try, and one that finds its consumer taken under another id of
 * the same owner has met what an earlier run left behind. The second half is keyed with the consumer secret:
 * to whoever reads ids, it gives away neither key nor secret short of guessing the secret itself.
 */

type Identified = Pick<
  Inputs,
  "__owner" | "apiUrl" | "consumerKey" | "consumerSecret" | "name" | "configurationId"
>;

/** The id that create gives a configuration with these inputs. */
export function configurationIdFor(inputs: Identified): string {
  return inputs.configurationId ?? `${ownerHalf(inputs.__owner)}-${contentHalf(inputs)}`;
}

/** Whether an id was made for this owner, whatever the configuration held. */
export function isMadeFor(owner: string, id: string): boolean {
  return idsMadeFor(owner)(id);
}

/** The same for many ids of one owner, who is hashed once. */
export function idsMadeFor(owner: string): (id: string) => boolean {
  const beginning = `${ownerHalf(owner)}-`;
  return (id) => id.startsWith(beginning);
}

function ownerHalf(owner: string): string {
  const hex = createHash("sha256").update(owner).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}`;
}

function contentHalf({ __owner, apiUrl, consumerKey, consumerSecret, name }: Identified): string {
  const content = JSON.stringify([__owner, apiUrl, consumerKey, name ?? null]);
  const hex = createHmac("sha256", consumerSecret).update(content).digest("hex");
  return `a${hex.slice(0, 3)}-${hex.slice(3, 15)}`;
}
