// Every finished line reaches assistive technology exactly once and in order; nothing else on the page says it again.
import type { Check, Finding, Stage } from '../contract.ts';
import type { Announced } from '../page-notes.ts';

/** What waits is told at 150 ms apiece. */
const patienceMs = 6_000;
const lookEveryMs = 100;

/** Without the speaker's name, which is said once per run of lines. */
const words = (text: string) => text.replace(/^[^:]{1,80}: /, '');

/** The announcements once every line was told, or nobody waits any longer. */
async function settled({ watcher, drive, page }: Stage): Promise<readonly Announced[]> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const { announced } = await watcher.notes();
    const last = drive.said().at(-1) ?? '';
    const isTold = announced.some(({ text, isWidget }) => isWidget && text.endsWith(last));
    if (isTold || Date.now() > untilMs) return announced;
    await page.waitForTimeout(lookEveryMs);
  }
}

export const announcedOnce: Check = {
  id: 'announced-once',
  title: 'Every finished line is announced once, in order',
  why: 'Who listens to a screen reader hears lines twice, falls behind the talk, or misses lines that others can read.',
  fix: 'Let the widget alone announce: remove other scripts’ live regions for captions, and leave the widget’s own regions as they are.',
  clause: 'WCAG 2.2 4.1.3',
  async end(stage) {
    const { drive, panel } = stage;
    if (!(await panel.host.count()) || drive.said().length === 0) return [];
    const announced = await settled(stage);
    const findings: Finding[] = [];
    const said = drive.said();
    const told = announced
      .filter(({ isWidget, region }) => isWidget && region === 'log')
      .map(({ text }) => words(text));
    const isAnnounced = !/^(off|on-demand)$/.test((await panel.attribute('announce')) ?? '');
    const log = 'caption-wire > [data-captionwire-region="log"]';
    for (const text of isAnnounced ? new Set(said) : []) {
      const wanted = said.filter((other) => other === text).length;
      const times = told.filter((other) => other === text).length;
      if (times !== wanted) {
        const what = `“${text.slice(0, 40)}” was announced ${times} times instead of ${wanted}`;
        findings.push({ what, where: log });
      }
    }
    const order = told.filter((text) => said.includes(text));
    if (isAnnounced && findings.length === 0 && order.join('\n') !== said.join('\n')) {
      findings.push({ what: 'lines were announced in another order than they were said', where: log });
    }
    const others = announced.filter(
      ({ isWidget, text }) => !isWidget && said.some((line) => text.includes(line)),
    );
    for (const region of new Set(others.map((other) => other.region))) {
      findings.push({
        what: 'a second live region of the page says the captions again',
        where: region,
        fix: `Take aria-live or its role away from ${region}, or do not write captions into it: the widget has told them.`,
      });
    }
    return findings;
  },
};
