import { z } from "zod";

const spelling = z.enum(["bitbucket-cloud", "bitbucket_cloud"]);
const omissions = z.array(z.enum(["urls", "clientId"]));

/** The ways in which the vendor's own documents disagree, each one a setting. */
export const quirksSchema = z.strictObject({
  /** Under which key answers carry the client id. */
  clientIdIn: z.enum(["scm", "oauth", "both", "neither"]),
  /** What the answer to a create leaves out. */
  createOmits: omissions,
  /** What the entries of a list leave out. */
  listOmits: omissions,
  /** Whether responses show which configuration is the default: `default` present, absent or null. */
  showsDefault: z.enum(["yes", "omitted", "null"]),
  /** Whether a configuration that nobody named comes back with its web URL as its name. */
  unsetNameIsWebUrl: z.boolean(),
  /** How answers spell Bitbucket Cloud. */
  providerInAnswers: spelling,
  /** The only spelling of Bitbucket Cloud that a create accepts; the other is refused with 4020. */
  providerAtCreate: spelling,
  /** `{"error":{id,code,message}}`, `{id,code,message}` or `{"error":"text"}`. */
  errorShape: z.enum(["nested", "flat", "text"]),
  /** Whether answers carry properties that no document names. */
  extraFields: z.boolean(),
  /** The reads that are refused (2001) to every admin key, Management Access or not; a JWT is not a key. */
  adminKeyRefused: z.array(z.enum(["list", "get"])),
  /** The order in which a delete looks for a reason to refuse. */
  deleteChecks: z
    .array(z.enum(["default", "enabled", "inUse"]))
    .refine(
      (checks) => new Set(checks).size === 3 && checks.length === 3,
      "must name each of the three checks once",
    ),
});

export type Quirks = z.infer<typeof quirksSchema>;

/** The cluster of the OpenAPI, as far as that says. */
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
