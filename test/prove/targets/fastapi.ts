import { appSource, appTarget } from "../debian.ts";

export const fastapi = appTarget({
  name: "FastAPI on uvicorn",
  stack: "fastapi",
  packages: ["python3-fastapi", "python3-uvicorn"],
  check: ["/usr/bin/python3", "-c", "import fastapi, uvicorn"],
  files: (fix) => ({ "app.py": appSource("fastapi.py").replace("# THE FIX", () => fix ?? "") }),
  command: (port) => ["/usr/bin/python3", "app.py", String(port)],
});
