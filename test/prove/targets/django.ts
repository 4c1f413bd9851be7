import { appSource, appTarget, divided } from "../debian.ts";

export const django = appTarget({
  name: "Django with django-cors-headers",
  stack: "django",
  packages: ["python3-django", "python3-django-cors-headers"],
  check: ["/usr/bin/python3", "-c", "import django, corsheaders"],
  impossible: ["proxy and application both set the header"],
  files(fix) {
    const [settings, urls] = divided(fix, "# At the end of urls.py");
    return {
      "settings.py": appSource("django_settings.py").replace("# THE FIX", () => settings),
      "urls.py": appSource("django_urls.py").replace("# THE FIX", () => urls),
    };
  },
  command: (port) => ["/usr/bin/python3", "-m", "django", "runserver", "--noreload", `127.0.0.1:${port}`],
  env: { DJANGO_SETTINGS_MODULE: "settings", PYTHONPATH: "." },
});
