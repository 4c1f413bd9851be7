import { appSource, appTarget } from "../debian.ts";

export const aiohttp = appTarget({
  name: "aiohttp with aiohttp_cors",
  stack: "aiohttp",
  packages: ["python3-aiohttp", "python3-aiohttp-cors"],
  check: ["/usr/bin/python3", "-c", "import aiohttp, aiohttp_cors"],
  files: (fix) => ({ "app.py": appSource("aiohttp.py").replace("# THE FIX", () => fix ?? "") }),
  command: (port) => ["/usr/bin/python3", "app.py", String(port)],
});
