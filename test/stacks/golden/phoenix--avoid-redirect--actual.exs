# The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
plug Corsica,
  # allow_credentials: true, # uncomment if the page sends cookies
  allow_headers: ["Content-Type", "x-api-key"], # CHANGED
  origins: ["https://app.example"] # CHANGED

# Instead of the route that redirects with `user:password@`.
plug :redirect_without_password # CHANGED

defp redirect_without_password(%{request_path: "/api/x"} = conn, _opts) do # CHANGED
  conn |> put_resp_header("location", "https://files.example/x") |> send_resp(307, "") |> halt() # CHANGED
end # CHANGED

defp redirect_without_password(conn, _opts), do: conn # CHANGED
