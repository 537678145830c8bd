// Brings a glossary in from a file and gives it out as one. What came of each row is said: nothing is dropped in silence.
import { useSignal } from '@preact/signals';

import { ReadProblem, readTextFile, saveTextFile } from '../../desk/files.ts';
import { type Glossary, glossaryLimits } from './entries.ts';

export type GlossaryFilesProps = {
  readonly glossary: Glossary;
  tell(text: string): void;
};

/** Faults that are shown one by one. */
const faultsShown = 20;

export function GlossaryFiles({ glossary, tell }: GlossaryFilesProps) {
  const faults = useSignal<readonly string[]>([]);

  const open = async (file: File) => {
    faults.value = [];
    try {
      const [text, { readGlossaryFile }] = await Promise.all([
        readTextFile(file),
        import('./glossary-file.ts'),
      ]);
      const read = readGlossaryFile(text);
      const { added, changed, same, left } = glossary.take(read.entries);
      faults.value = [
        ...read.faults,
        ...left.map(({ short }) => `${short}: no room, ${glossaryLimits.entries} short forms at most.`),
      ];
      tell(
        `${file.name}: ${added} added, ${changed} changed, ${same} the same, ${faults.value.length} not taken.`,
      );
    } catch (error) {
      tell(
        error instanceof ReadProblem ? error.message : `The file was not read: ${(error as Error).message}`,
      );
    }
  };
  const save = async () => {
    const { writeGlossaryFile } = await import('./glossary-file.ts');
    saveTextFile('captionwire-glossary.csv', 'text/csv', writeGlossaryFile(glossary.entries.peek()));
  };

  return (
    <>
      <div class="field">
        <label for="glossary-file">Add from a CSV file</label>
        <input
          id="glossary-file"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby="glossary-file-help"
          onChange={async ({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) await open(file);
            // The same file, mended, is chosen again.
            currentTarget.value = '';
          }}
        />
        <p class="box-help" id="glossary-file-help">
          Two columns, <code>short,long</code>; semicolons and tabs will do.
        </p>
      </div>
      {faults.value.length > 0 && (
        <ul class="faults" aria-label="Rows that were not taken">
          {faults.value.slice(0, faultsShown).map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
          {faults.value.length > faultsShown && <li>And {faults.value.length - faultsShown} more.</li>}
        </ul>
      )}
      <button type="button" class="button" onClick={save}>
        Save as CSV file
      </button>
    </>
  );
}
