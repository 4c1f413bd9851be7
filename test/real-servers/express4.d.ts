/** Express 4 under its npm alias. The tests use only the part of it that has the same types in Express 5. */
declare module "express4" {
  export { default } from "express";
}
