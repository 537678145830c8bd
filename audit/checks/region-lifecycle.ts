// The announcing regions: there and empty before the first word, the same nodes to the end, and never kept from assistive
// technology. A region that was hidden, moved or made anew stays silent in real screen readers, with no sign on screen.
import type { Check, Finding, Stage } from '../contract.ts';

const fixes = {
  hidden:
    'Show what the widget stands in: no display:none, visibility:hidden, hidden, inert or aria-hidden on it or around it. To take the panel off small screens use the widget’s own close().',
  moved:
    'Leave <caption-wire> where it is: put it outside of what your framework renders anew, as the last child of body.',
} as const;

async function look({ panel, state }: Stage): Promise<readonly Finding[]> {
  const found = await panel.host.evaluateAll(([host]) => {
    if (!host) return undefined;
    const faults: { readonly name: string; readonly fault: string }[] = [];
    for (const name of ['log', 'status', 'alert']) {
      const region = host.querySelector(`:scope > [data-captionwire-region="${name}"]`);
      const add = (fault: string) => faults.push({ name, fault });
      if (!region) {
        add('is not in the widget');
        continue;
      }
      const keeper = region.closest('[aria-hidden=true],[inert],dialog:not([open])');
      if (keeper) add(`is inside of <${keeper.localName}> that hides it from assistive technology`);
      else if (!region.checkVisibility({ visibilityProperty: true })) {
        add('is hidden by a style sheet of the page');
      }
      const wanted = name === 'alert' ? 'assertive' : 'polite';
      if (region.getAttribute('aria-live') !== wanted) add(`is not aria-live=${wanted}`);
    }
    const inner = host.shadowRoot?.querySelector('[aria-live],[role=log],[role=status],[role=alert]');
    if (inner) faults.push({ name: 'log', fault: 'is not alone: a part of the panel is a live region too' });
    return { faults, isEmpty: !host.querySelector('[data-captionwire-region=log] *') };
  });
  if (!found) return [];
  const findings = found.faults.map(({ name, fault }) => ({
    what: `an announcing region ${fault}`,
    where: `caption-wire > [data-captionwire-region="${name}"]`,
  }));
  if (state === 'before-connecting' && !found.isEmpty) {
    findings.push({
      what: 'an announcing region has text before anything was said',
      where: 'caption-wire > [data-captionwire-region="log"]',
    });
  }
  return findings;
}

export const regionLifecycle: Check = {
  id: 'region-lifecycle',
  title: 'Announcing regions are there from the start, stay the same nodes, and are never hidden',
  why: 'People who hear or feel the captions through a screen reader are told nothing, and nothing on screen shows it.',
  fix: fixes.hidden,
  clause: 'WCAG 2.2 4.1.3',
  look,
  async end({ watcher }) {
    const { regionChanges } = await watcher.notes();
    const told = new Map(regionChanges.map((change) => [change.where + change.what, change]));
    return [...told.values()].map(({ what, where }) => ({
      what: `${where.startsWith('[') ? 'an announcing region' : 'what holds the announcing regions'} ${what}`,
      where,
      fix: fixes.moved,
    }));
  },
};
