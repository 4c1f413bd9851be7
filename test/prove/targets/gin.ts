import { appSource, appTarget } from "../debian.ts";

export const gin = appTarget({
  name: "Gin with gin-contrib/cors",
  stack: "gin",
  packages: ["golang-go", "golang-github-gin-gonic-gin-dev", "golang-github-gin-contrib-cors-dev"],
  check: ["test", "-d", "/usr/share/gocode/src/github.com/gin-contrib/cors"],
  files: (fix) => ({
    "main.go": appSource("gin.go")
      .replace("// THE FIX", () => fix ?? "")
      .replace("// THE IMPORTS", importsOf(fix ?? "").join("\n\t")),
  }),
  build: ["go", "build", "-o", "server", "main.go"],
  command: (port) => ["./server", String(port)],
  env: { GO111MODULE: "off", GOPATH: "/usr/share/gocode", GOCACHE: "/tmp/cors-panel-go-cache" },
});

function importsOf(fix: string): string[] {
  return [
    ...(fix.includes("cors.") ? ['"github.com/gin-contrib/cors"'] : []),
    ...(fix.includes("time.") ? ['"time"'] : []),
  ];
}
