import { byHeaderName, byPath, defineServer } from "./server.ts";

/**
 * GeoServer. The tiles of its GeoWebCache have headers that name it; else only its usual path does. CORS is a filter in
 * its `web.xml` that is commented out, once for Jetty and once for Tomcat.
 * @see https://docs.geoserver.org/latest/en/user/production/container.html#enable-cors
 * @see https://github.com/geoserver/geoserver/blob/main/src/web/app/src/main/webapp/WEB-INF/web.xml
 * @see https://docs.geoserver.org/latest/en/user/geowebcache/responseheaders.html
 */
export const geoserver = defineServer({
  id: "geoserver",
  name: "GeoServer",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, ["geowebcache-cache-result", "geowebcache-tile-index", "geowebcache-gridset"]) ??
    byPath(response, /^\/geoserver\//),
  stacks: [],
  setting: {
    title: "Add the page's origin to the filter `cross-origin` in `webapps/geoserver/WEB-INF/web.xml`",
    language: "xml",
    lines: ({ added: { origins } }) =>
      origins.length > 0
        ? [
            "<init-param>",
            "  <param-name>allowedOrigins</param-name>",
            `  <param-value>${origins.join(",")}</param-value>`,
            "</init-param>",
          ]
        : [],
    warnings: [
      "Uncomment the filter and its `filter-mapping` first. Keep the existing origins, separated by commas.",
      "These lines are for Jetty. For Tomcat, use the Tomcat filter in the same file and the name `cors.allowed.origins`.",
    ],
  },
});
