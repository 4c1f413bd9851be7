using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", http = (), service = "main")],
);

const main :Workerd.Worker = (
  modules = [
    (name = "app.mjs", esModule = embed "app.mjs"),
    (name = "act.mjs", esModule = embed "act.mjs"),
  ],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["nodejs_compat"],
  bindings = [(name = "SCENARIO", fromEnvironment = "SCENARIO")],
);
