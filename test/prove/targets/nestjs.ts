import { nodeTarget } from "../node.ts";

export const nestjs = nodeTarget("NestJS with enableCors", "nestjs", [
  "@nestjs/core",
  "@nestjs/common",
  "@nestjs/platform-express",
  "reflect-metadata",
]);
