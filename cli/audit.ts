// `captionwire audit`: its name and its options. The browser's driver and axe-core are large, and no other command needs them, so
// what runs is loaded when it runs.
import type { Command } from 'commander';

import { addAuditOptions, type AuditCommandOptions } from './audit-options.ts';
import { addSigning } from './signing.ts';

export function addAudit(program: Command): void {
  const command = program
    .command('audit <urls...>')
    .description('Audit pages with the widget: axe-core, and what axe-core cannot see.');
  addSigning(addAuditOptions(command)).action(async (urls: string[], options: AuditCommandOptions) => {
    const { auditPages } = await import('./audit-pages.ts');
    await auditPages(urls, options);
  });
}
