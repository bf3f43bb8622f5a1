import type { ScmUrls } from "./model";

/** Bitbucket Cloud's public addresses (admin guide, "Create a Bitbucket Cloud Configuration"). */
export const PUBLIC_URLS: ScmUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};
