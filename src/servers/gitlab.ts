import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * GitLab. Its Rails application adds `X-Gitlab-Meta` to each response. There is no CORS setting: it allows every origin
 * below `/api/` without credentials and hardly any elsewhere, such as for files, so requests go to the API instead.
 * @see https://gitlab.com/gitlab-org/ruby/gems/labkit-ruby/-/blob/master/lib/labkit/middleware/rack.rb
 * @see https://github.com/gitlabhq/gitlabhq/blob/master/config/application.rb
 */
export const gitlab = defineServer({
  id: "gitlab",
  name: "GitLab",
  layer: "product",
  recognize: (response) => byHeaderName(response, ["X-Gitlab-Meta"]) ?? byHost(response, /^gitlab\.com$/),
  stacks: [],
});
