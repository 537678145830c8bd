// The report for code scanning (SARIF 2.1.0): each check a rule with its reason and its fix, each violation a result. A page is no
// file, so the place is its address and, within it, a selector; what is known is a suppressed result (3.27.23).
import type { AuditResult, Violation } from '../contract.ts';
import { stagesText } from './text.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const ruleOf = ({ check, what, why, fix, clause, help }: Violation, title: string | undefined) => ({
  id: check,
  shortDescription: { text: title ?? what },
  fullDescription: { text: `${why} (${clause})` },
  help: { text: fix },
  ...(help === undefined ? {} : { helpUri: help }),
  properties: { tags: ['accessibility', clause] },
});

const resultOf = (violation: Violation, url: string, ruleIndex: number) => ({
  ruleId: violation.check,
  ruleIndex,
  level: 'error',
  message: {
    text: `${violation.what}, at ${violation.where} (${stagesText(violation)}). Fix: ${violation.fix}`,
  },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: url }, region: { startLine: 1 } },
      logicalLocations: [{ fullyQualifiedName: violation.where, kind: 'element' }],
    },
  ],
  // The same fault of the same page is the same alert in the next run.
  partialFingerprints: { 'captionwire/v1': [violation.check, url, violation.where].join(' ') },
  ...(violation.known
    ? {
        suppressions: [
          {
            kind: 'external',
            justification: `known until ${violation.known.until}: ${violation.known.reason}`,
          },
        ],
      }
    : {}),
});

export function sarifReport(results: readonly AuditResult[], version: string): string {
  const rules = new Map<string, ReturnType<typeof ruleOf>>();
  for (const { violations, checks } of results) {
    for (const violation of violations) {
      const title = checks.find(({ id }) => id === violation.check)?.title;
      if (!rules.has(violation.check)) rules.set(violation.check, ruleOf(violation, title));
    }
  }
  const order = [...rules.keys()];
  const found = results.flatMap(({ url, violations }) =>
    violations.map((violation) => resultOf(violation, url, order.indexOf(violation.check))),
  );
  const driver = { name: 'captionwire audit', semanticVersion: version, rules: [...rules.values()] };
  return JSON.stringify(
    { $schema: schema, version: '2.1.0', runs: [{ tool: { driver }, results: found }] },
    undefined,
    2,
  );
}
