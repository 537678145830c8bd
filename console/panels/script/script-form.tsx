// Loads a script: a text that is pasted, or a file.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import type { CaptionFault } from '../../../formats/caption-file.ts';
import { Check } from '../../desk/bound-fields.tsx';
import { ReadProblem, readTextFile } from '../../desk/files.ts';
import type { Script } from './script.ts';
import { readScript } from './script-text.ts';

export type ScriptFormProps = {
  readonly script: Script;
  tell(text: string): void;
  /** The script is there. @param faults of its caption file */
  onLoaded(faults: readonly CaptionFault[]): void;
};

export function ScriptForm({ script, tell, onLoaded }: ScriptFormProps) {
  const pasted = useRef<HTMLTextAreaElement>(null);
  const withNames = useSignal(true);
  const goesOn = useSignal(false);

  const load = async (name: string, read: () => string | Promise<string>) => {
    try {
      const { phrases, faults } = await readScript(name, await read(), withNames.peek(), goesOn.peek());
      script.load(phrases);
      onLoaded(faults);
      const loaded = phrases.length === 1 ? '1 phrase loaded.' : `${phrases.length} phrases loaded.`;
      tell(faults.length > 0 ? `${loaded} The file has faults, which are listed below.` : loaded);
    } catch (error) {
      const reason = (error as Error).message;
      tell(error instanceof ReadProblem ? reason : `The script was not read: ${reason}`);
    }
  };

  return (
    <form
      aria-label="Load a script"
      onSubmit={(event) => {
        event.preventDefault();
        void load('', () => pasted.current?.value ?? '');
      }}
    >
      <p class="box-help">
        Load what will be said and send it phrase by phrase. Each line and each sentence is a phrase, or each
        cue of a caption file.
      </p>
      <div class="field">
        <label for="script-file">Script file</label>
        <input
          id="script-file"
          type="file"
          accept=".txt,.vtt,.srt,text/plain,text/vtt"
          onChange={async ({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) await load(file.name, () => readTextFile(file));
            // The same file, mended, is chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      <div class="field">
        <label for="script-paste">Or paste a text</label>
        <textarea id="script-paste" class="text-area" ref={pasted} rows={4} dir="auto" autocomplete="off" />
      </div>
      <Check on={withNames}>“Name:” before words says who speaks</Check>
      <Check on={goesOn}>Rows without a name continue the last speaker</Check>
      <button type="submit" class="button">
        Load this text
      </button>
    </form>
  );
}
