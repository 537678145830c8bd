// The dial of the tests: CAPTIONWIRE_EFFORT says how much of what can be repeated is repeated. 1 is what every run takes;
// `npm run test:full` takes 10, which is meant for nights and releases.
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A factor, from CAPTIONWIRE_EFFORT. */
    effort: number;
  }
}

/** The factor itself, for what is not a count. */
export const effort = (): number => inject('effort');

/** From this factor on, tests that sample at the usual effort look at everything. */
const wholeEffort = 10;
export const isWhole = (): boolean => effort() >= wholeEffort;

/** A count at the effort of this run. @param usual how many at effort 1; @param least how many at any effort */
export const scaled = (usual: number, least = 1): number => Math.max(least, Math.round(usual * effort()));

/** How many viewers a test of whole pages opens where each has to see the same. */
export const viewerCount = (): number => (isWhole() ? 2 : 1);
