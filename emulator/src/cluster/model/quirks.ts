import { z } from "zod";

const spelling = z.enum(["bitbucket-cloud", "bitbucket_cloud"]);
const omissions = z.array(z.enum(["urls", "clientId"]));

/** The behaviours on which the vendor's documents disagree. */
export const quirksSchema = z.strictObject({
  /** The property of responses that contains the client id. */
  clientIdIn: z.enum(["scm", "oauth", "both", "neither"]),
  /** What the response to a create omits. */
  createOmits: omissions,
  /** What the entries of a list omit. */
  listOmits: omissions,
  /** Whether responses contain `default`, omit it, or contain null. */
  showsDefault: z.enum(["yes", "omitted", "null"]),
  /** Whether a configuration without a name is returned with its web URL as the name. */
  unsetNameIsWebUrl: z.boolean(),
  /** The spelling of Bitbucket Cloud in responses. */
  providerInAnswers: spelling,
  /** The spelling of Bitbucket Cloud that a create accepts. The other one fails with 4020. */
  providerAtCreate: spelling,
  /** `{"error":{id,code,message}}`, `{id,code,message}` or `{"error":"text"}`. */
  errorShape: z.enum(["nested", "flat", "text"]),
  /** Whether responses contain undocumented properties. */
  extraFields: z.boolean(),
  /** The reads that fail with 2001 for every admin key, with or without Management Access. JWTs aren't keys. */
  adminKeyRefused: z.array(z.enum(["list", "get"])),
  /** The order in which a delete checks its rules. */
  deleteChecks: z
    .array(z.enum(["default", "enabled", "inUse"]))
    .refine(
      (checks) => new Set(checks).size === 3 && checks.length === 3,
      "must name each of the three checks once",
    ),
});

export type Quirks = z.infer<typeof quirksSchema>;

/** What the OpenAPI document says, if it says something. */
export const DEFAULT_QUIRKS: Quirks = {
  clientIdIn: "scm",
  createOmits: [],
  listOmits: [],
  showsDefault: "yes",
  unsetNameIsWebUrl: false,
  providerInAnswers: "bitbucket-cloud",
  providerAtCreate: "bitbucket-cloud",
  errorShape: "nested",
  extraFields: false,
  adminKeyRefused: [],
  deleteChecks: ["default", "enabled", "inUse"],
};
