import type { ScmUrls } from "../client/model";

/** Bitbucket Cloud's addresses (admin guide, "Create a Bitbucket Cloud Configuration"): what the resource takes by itself. */
export const publicUrls: ScmUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};
