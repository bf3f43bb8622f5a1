import { BITBUCKET_STYLE } from "./bitbucket/errors";
import { bitbucketRoutes } from "./bitbucket/routes";
import { clusterStyle } from "./cluster/answers";
import { Gate } from "./cluster/gate";
import { LinkService } from "./cluster/links/service";
import { clusterRoutes } from "./cluster/routes";
import { ScmService } from "./cluster/service";
import type { Controls } from "./control/controls";
import { controlRoutes } from "./control/routes";
import { isPage, pageRoutes } from "./pages/app";
import { linkPages } from "./pages/callback";
import type { Parts } from "./parts";
import type { FrontParts } from "./server/front";

/** What one of the servers serves. */
export type Surface = Pick<FrontParts, "emulated" | "beside" | "conditions" | "style">;

/** The cluster's API, with its pages and the control API beside it. */
export function clusterSurface(parts: Parts, controls: Controls): Surface {
  const { conditions, store, users, sessions, keys, jwtSecret } = parts;
  const quirks = () => conditions.quirks;
  const gate = new Gate({ keys, jwtSecret, userOfKey: (key) => users.ofKey(key) }, sessions, quirks);
  const service = new ScmService(store, quirks);
  const links = new LinkService(service, parts.links, (id) => store.secretOf(id));
  const cluster = clusterRoutes({ gate, service, links, linkPages, quirks });
  const pages = pageRoutes(gate, service, links);
  const control = controlRoutes(controls);
  return {
    emulated: cluster.fetch,
    beside: (pathname) => {
      if (pathname.startsWith("/emulator/")) return control.fetch;
      return isPage(pathname) ? pages.fetch : undefined;
    },
    conditions,
    style: () => clusterStyle(quirks()),
  };
}

/** All of Bitbucket's side. */
export function bitbucketSurface({ bitbucket: { conditions, directory, grants } }: Parts): Surface {
  const bitbucket = bitbucketRoutes(directory, grants, () => conditions.quirks);
  return {
    emulated: bitbucket.fetch,
    beside: () => undefined,
    conditions,
    style: () => BITBUCKET_STYLE,
  };
}
