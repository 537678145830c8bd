// Programs that are not npm packages and that recipes of the documents are tested with. Tests that miss one are skipped,
// with a line that says how to get it; there is no other reason to skip a test.
import { isInstalled, packagesOf, programs } from '../../scripts/system-programs.mjs';

/**
 * Whether a program is missing, for `describe.skipIf`; says which, and how to get it.
 * @throws TypeError for a name that scripts/system-programs.mjs does not have.
 */
export function lacks(...names: string[]): boolean {
  const missing = names.flatMap((name) => {
    const program = programs.find((known) => known.name === name);
    if (!program) throw new TypeError(`program "${name}": give one of scripts/system-programs.mjs`);
    return isInstalled(program) ? [] : [program];
  });
  if (missing.length === 0) return false;
  const what = missing.map(({ name }) => name).join(', ');
  process.stderr.write(
    `${what} ${missing.length > 1 ? 'are' : 'is'} not installed: apt-get install ${packagesOf(missing)}\n`,
  );
  return true;
}
