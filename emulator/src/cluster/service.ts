import type { Service } from "../server/dispatch";
import { AccessControl } from "./access/accessControl";
import { clusterResponseFormat } from "./responseFormat";
import { LinkService } from "./links/service";
import { isPage, pageRoutes } from "./pageRoutes";
import { clusterRoutes } from "./routes";
import { ScmService } from "./scms/service";
import type { ClusterState } from "./state";

/** The emulated cluster, with its API and its pages. */
export function clusterService(state: ClusterState): Service {
  const { conditions, scms, users, sessions, keys, jwtSecret } = state;
  const quirks = () => conditions.quirks;
  const accessControl = new AccessControl(
    { keys, jwtSecret, userOfKey: (key) => users.ofKey(key) },
    sessions,
    quirks,
  );
  const service = new ScmService(scms, quirks);
  const links = new LinkService(service, state.links, (id) => scms.secretOf(id));
  const api = clusterRoutes({ accessControl, service, links, quirks });
  const pages = pageRoutes(accessControl, service, links);
  return {
    api: api.fetch,
    bypass: (pathname) => (isPage(pathname) ? pages.fetch : undefined),
    conditions,
    responseFormat: () => clusterResponseFormat(quirks()),
  };
}
