import { appSource, appTarget } from "../debian.ts";

export const flask = appTarget({
  name: "Flask with flask-cors",
  stack: "flask",
  packages: ["python3-flask", "python3-flask-cors"],
  check: ["/usr/bin/python3", "-c", "import flask, flask_cors"],
  files: (fix) => ({ "app.py": appSource("flask.py").replace("# THE FIX", () => fix ?? "") }),
  command: (port) => ["/usr/bin/python3", "app.py", String(port)],
});
