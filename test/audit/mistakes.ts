// The mistakes of test/audit/pages, one to a page: the check that is meant for it, the fix that it names, one place where the
// mistake shows, and one where it must not be reported.
import type { StateName, ViewName } from '../../audit/index.ts';

type Place = { readonly state: StateName; readonly view: ViewName };

type Mistake = {
  readonly page: string;
  readonly check: string;
  readonly fix: RegExp;
  readonly shows: Place;
  /** On the same page, or on another; `good` is the page without a mistake, at the same place. */
  readonly quiet: (Place & { readonly page?: string }) | 'good';
  /** Whether one audit can look at both places: what the mistake did at the one is over at the other. */
  readonly together?: true;
  /** Another check that may find what comes of the mistake. */
  readonly also?: string;
};

const wide = (state: StateName): Place => ({ state, view: 'wide' });

export const mistakes: readonly Mistake[] = [
  {
    page: 'hidden-region',
    check: 'region-lifecycle',
    fix: /no display:none/,
    shows: { state: 'idle', view: 'narrow' },
    quiet: wide('idle'),
    together: true,
  },
  {
    // The container hides the captions in every state and view.
    page: 'aria-hidden',
    check: 'region-lifecycle',
    fix: /aria-hidden on it or around it/,
    shows: wide('idle'),
    quiet: 'good',
  },
  {
    // The banner lies over the captions from the first state to the last, and its edge across text.
    page: 'banner',
    check: 'in-sight',
    fix: /top layer/,
    shows: wide('idle'),
    quiet: 'good',
    also: 'contrast',
  },
  {
    // A status is no line: the page does not jump.
    page: 'steals-focus',
    check: 'focus-kept',
    fix: /Do not call focus\(\)/,
    shows: wide('finished'),
    quiet: wide('status-info'),
    together: true,
  },
  {
    // A policy is the same in every state. The viewer page has a policy too, and passes (viewer-page.test.ts).
    page: 'policy',
    check: 'csp',
    fix: /Add http:\/\/[\d.:]+ ws:\/\/[\d.:]+ to connect-src/,
    shows: wide('idle'),
    quiet: 'good',
  },
  {
    // The selector leads to two elements in every state; the other page names a target that is there once.
    page: 'two-ids',
    check: 'placement',
    fix: /ids in the page unique/,
    shows: wide('idle'),
    quiet: { ...wide('idle'), page: 'hidden-region' },
  },
  {
    // With forced colours the captions have the reader's own.
    page: 'bright-video',
    check: 'contrast',
    fix: /background/,
    shows: wide('idle'),
    quiet: { state: 'idle', view: 'forced-colors' },
    together: true,
  },
  {
    // The search field is the only one that takes typed keys, and the check types into it.
    page: 'shortcuts',
    check: 'shortcuts',
    fix: /composedPath/,
    shows: wide('transcript-open'),
    quiet: 'good',
  },
  {
    // Everything fades all the time, text as well.
    page: 'flash',
    check: 'motion',
    fix: /prefers-reduced-motion/,
    shows: wide('idle'),
    quiet: 'good',
    also: 'contrast',
  },
  {
    // The trap takes Tab; with the settings open the check presses Escape, which still works.
    page: 'trap',
    check: 'keyboard',
    fix: /focus trap/,
    shows: wide('finished'),
    quiet: wide('settings-open'),
    together: true,
  },
  {
    // The framework renders with every line, but not with a status; what is carried about loses the focus.
    page: 're-parented',
    check: 'region-lifecycle',
    fix: /last child of body/,
    shows: wide('finished'),
    quiet: wide('status-info'),
    also: 'focus-kept',
  },
  {
    // The page's own live region gets lines, but no status.
    page: 'told-twice',
    check: 'announced-once',
    fix: /aria-live/,
    shows: wide('finished'),
    quiet: wide('status-info'),
  },
];
