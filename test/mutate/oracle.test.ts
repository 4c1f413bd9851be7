import fc from "fast-check";
import { expect, test } from "vitest";
import { disagreementsAbout } from "../oracle/disagreements.ts";
import { randomFetch } from "../oracle/random-fetches.ts";

/** Recordings of this many fetches each. More would kill few more mutants, and each surviving one runs them all. */
const fetchesOfRecording = 150;

test.each([1, 2, 3, 4])("random fetches are diagnosed as the Fetch standard decides, recording %i", (seed) => {
  const { disagreements } = disagreementsAbout(fc.sample(randomFetch(), { seed, numRuns: fetchesOfRecording }));
  expect(disagreements).toEqual([]);
});
