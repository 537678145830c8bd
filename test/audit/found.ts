// What an audit found, made up: one fault, one that is known, and text that markup and XML must not stumble over.
import type { AuditResult, Violation } from '../../audit/index.ts';

const advice = {
  why: 'Who listens hears it twice.',
  fix: 'Take aria-live away from <p id="said"> & write nothing into it.',
  clause: 'WCAG 2.2 4.1.3',
};

export const fault: Violation = {
  ...advice,
  check: 'announced-once',
  what: 'a second live region says “<b>it</b>”\u0007 again',
  where: '#said',
  stages: ['whole audit'],
};

export const axeFault: Violation = {
  ...advice,
  check: 'axe/button-name',
  what: 'Buttons must have a discernible text',
  where: 'main > button:nth-of-type(2)',
  stages: ['idle, wide', 'idle, narrow', 'idle, dark', 'typing, wide'],
  help: 'https://example.org/button-name',
};

export const found = (violations: readonly Violation[]): AuditResult => ({
  url: 'https://www.example.org/live?a=1&b=2',
  startedAt: '2026-11-26T10:00:00.000Z',
  durationMs: 34_567,
  axeVersion: '4.14.1',
  browserVersion: '150.0',
  states: ['idle', 'typing'],
  views: ['wide', 'narrow', 'dark'],
  checks: [
    { id: 'axe', title: 'axe-core 4.14.1' },
    { id: 'announced-once', title: 'Every finished line is announced once, in order' },
    { id: 'keyboard', title: 'Tab reaches and leaves everything' },
  ],
  violations,
  skipped: [],
  shots: [],
});
