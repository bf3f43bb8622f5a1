import { z } from "zod";

import { PROVIDERS } from "../cluster/model/scm";

const fields = {
  name: z.string(),
  enabled: z.boolean(),
  default: z.boolean(),
  clientId: z.string(),
  clientSecret: z.string(),
  urls: z.strictObject({ web: z.string(), api: z.string(), ssh: z.string() }),
  inUse: z.boolean(),
};

/** A configuration to seed; see `ScmSeed`. */
export const seedSchema = z
  .strictObject({ ...fields, id: z.string().min(1), provider: z.enum(PROVIDERS), projectKey: z.string() })
  .partial();

/** A change of a configuration; see `ScmChange`. A `null` name removes the name. */
export const changeSchema = z
  .strictObject(fields)
  .partial()
  .extend({ name: z.string().nullable().optional() });

export const userSchema = z.strictObject({ name: z.string().min(1) });

export const latencySchema = z.strictObject({ ms: z.number().int().min(0) });

export const jwtSchema = z.strictObject({ expiresInSeconds: z.number().int().optional() });
