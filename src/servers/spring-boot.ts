import { byBody, byHeaderName, defineServer } from "./server.ts";

/**
 * Spring Boot. Its error JSON begins with the time and the status, and its error page calls itself Whitelabel.
 * Spring Boot 1 sends `X-Application-Context`, too.
 * @see https://github.com/spring-projects/spring-boot/blob/main/spring-boot-project/spring-boot/src/main/java/org/springframework/boot/web/servlet/error/DefaultErrorAttributes.java
 * @see https://github.com/spring-projects/spring-boot/blob/main/spring-boot-project/spring-boot/src/main/java/org/springframework/boot/web/reactive/error/DefaultErrorAttributes.java
 * @see https://github.com/spring-projects/spring-boot/blob/main/spring-boot-project/spring-boot/src/main/java/org/springframework/boot/web/servlet/filter/ApplicationContextHeaderFilter.java
 */
export const springBoot = defineServer({
  id: "spring-boot",
  name: "Spring Boot",
  layer: "framework",
  recognize: (response) =>
    byHeaderName(response, ["X-Application-Context"]) ??
    (response.status >= 400 ? (byBody(response, errorJson) ?? byBody(response, errorPage)) : undefined),
  answersItself: ({ status, body }) => status >= 400 && (errorJson.test(body ?? "") || errorPage.test(body ?? "")),
  stacks: ["spring-boot", "spring-security"],
});

/** The servlet stack writes the path at the end, the reactive one in second place. */
const errorJson = /^\{"timestamp":("[^"]{1,40}"|\d{1,20}),("path":"[^"]*",)?"status":\d{3},"error":"[^"]*"/;
const errorPage = /<h1>Whitelabel Error Page<\/h1>/;
