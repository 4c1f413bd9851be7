import { appSource, appTarget } from "../debian.ts";

export const go = appTarget({
  name: "Go net/http with rs/cors",
  stack: "go",
  packages: ["golang-go", "golang-github-rs-cors-dev"],
  check: ["test", "-d", "/usr/share/gocode/src/github.com/rs/cors"],
  files: (fix) => ({
    "main.go": appSource("go.go")
      .replace("// THE FIX", () => fix ?? "log.Fatal(http.ListenAndServe(addr, mux))")
      .replace("// THE IMPORTS", fix === null ? "" : '"github.com/rs/cors"'),
  }),
  build: ["go", "build", "-o", "server", "main.go"],
  command: (port) => ["./server", String(port)],
  env: { GO111MODULE: "off", GOPATH: "/usr/share/gocode", GOCACHE: "/tmp/cors-panel-go-cache" },
});
