import { appSource, appTarget } from "../debian.ts";

const jars = [
  ...["core", "beans", "context", "expression", "aop", "web", "web.servlet"].map((name) => `spring3-${name}`),
  ...["server", "servlet", "util", "http", "io", "security"].map((name) => `jetty9-${name}`),
  ...["core", "databind", "annotations"].map((name) => `jackson-${name}`),
  "servlet-api",
  "commons-logging",
].map((name) => `/usr/share/java/${name}.jar`);
const classes = [...jars, "classes"].join(":");

export const springBoot = appTarget({
  name: "Spring's CorsFilter",
  stack: "spring-boot",
  on: "Spring 4 and Jetty, without Spring Boot",
  packages: [
    "default-jdk-headless",
    "libspring-web-java",
    "libspring-web-servlet-java",
    "libjetty9-java",
    "libservlet-api-java",
    "libjackson2-databind-java",
  ],
  check: ["sh", "-c", `javac -version && ls ${jars.join(" ")}`],
  files: (fix) => ({
    "Server.java": appSource("Server.java").replace("/* THE FIX */", fix === null ? "" : "CorsConfig.class"),
    "FilterRegistrationBean.java": appSource("FilterRegistrationBean.java"),
    ...(fix === null ? {} : { "CorsConfig.java": fix }),
  }),
  build: ["sh", "-c", `javac -nowarn -cp ${classes} -d classes *.java`],
  command: (port) => ["java", "-cp", classes, "Server", String(port)],
});
