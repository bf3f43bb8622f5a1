import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

const headerSchema = z.object({ alg: z.literal("HS256") });
const claimsSchema = z.object({ sub: z.string(), exp: z.number() });

/** The claims of a token. */
export type Claims = z.infer<typeof claimsSchema>;

/** Signs claims (RFC 7519) with HS256. */
export function signJwt(claims: Claims, secret: string): string {
  const signed = [{ alg: "HS256", typ: "JWT" }, claims].map(encode).join(".");
  return `${signed}.${signature(signed, secret)}`;
}

/** The claims of a token, if its signature is valid and it hasn't expired. */
export function verifyJwt(token: string, secret: string, now = Date.now()): Claims | undefined {
  const [header, claims, signed, ...rest] = token.split(".");
  if (header === undefined || claims === undefined || signed === undefined || rest.length > 0)
    return undefined;
  const expected = Buffer.from(signature(`${header}.${claims}`, secret));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  if (!headerSchema.safeParse(decode(header)).success) return undefined;
  const parsed = claimsSchema.safeParse(decode(claims));
  return parsed.success && parsed.data.exp * 1000 > now ? parsed.data : undefined;
}

function signature(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
