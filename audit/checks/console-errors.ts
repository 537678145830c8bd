// No error on the console that is not there without the widget. What the page's policy says is told by its own check.
import type { Check } from '../contract.ts';

export const consoleErrors: Check = {
  id: 'console-errors',
  title: 'The widget brings no error to the console',
  why: 'An error usually means that something of the captions or of the page has stopped working for everybody.',
  fix: 'Follow the error’s own words; a wrong attribute of the script tag is told there with what it should be.',
  clause: 'WCAG 2.2 4.1.2',
  end: async ({ watcher, baseline }) =>
    watcher
      .errors()
      .filter((error) => !baseline.errors.includes(error) && !/Content Security Policy/.test(error))
      .map((error) => ({ what: error, where: 'the console' })),
};
