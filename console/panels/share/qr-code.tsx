// A link as a QR code, as a file, and large enough for a hall or a sheet of paper, with words that say what it is for. Dark on white
// whatever the page's colours are: many readers know no other, and its quiet zone is part of the picture.
import { useMemo, useRef } from 'preact/hooks';

import { type QrPath, qrPath } from '../../../formats/qr-path.ts';
import { isLocalOnly, shortAddress } from '../../../protocol/links.ts';
import { saveFile, saveTextFile } from '../../desk/files.ts';
import { qrPng, qrSvg } from './qr-files.ts';

export type QrCodeProps = {
  /** What the link is, `viewer link`. */
  readonly name: string;
  readonly text: string;
  readonly session: string;
};

/** Says that others cannot open the link, where that is so. */
export function LocalOnly({ link }: { readonly link: string }) {
  if (!isLocalOnly(link)) return null;
  return (
    <p class="box-problem">
      This link opens on this machine only. Start the relay with <code>--public-url</code>, and open the
      console at that address.
    </p>
  );
}

function SaveButtons({ code, name, session }: Pick<QrCodeProps, 'name' | 'session'> & { code: QrPath }) {
  const heard = <span class="heard">QR code of the {name}</span>;
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => saveTextFile(`${session}.svg`, 'image/svg+xml', qrSvg(code))}
      >
        Save SVG {heard}
      </button>
      <button
        type="button"
        class="button"
        onClick={async () => saveFile(`${session}.png`, await qrPng(code))}
      >
        Save PNG {heard}
      </button>
    </>
  );
}

export function QrCode({ name, text, session }: QrCodeProps) {
  const code = useMemo(() => qrPath(text), [text]);
  const dialog = useRef<HTMLDialogElement>(null);
  if (!code) return null;
  const { size, path } = code;
  const picture = (
    <svg
      class="qr"
      role="img"
      aria-label={`QR code of the ${name}`}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
  return (
    <div class="qr-place">
      {picture}
      <div class="qr-acts">
        <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
          Show larger <span class="heard">{name}</span>
        </button>
        <SaveButtons code={code} name={name} session={session} />
      </div>
      <dialog ref={dialog} class="qr-large" aria-label={`QR code of the ${name}`}>
        <h3 class="qr-title">Live captions - {session}</h3>
        <p>Scan to read along on your phone.</p>
        {picture}
        <p class="qr-text">{shortAddress(text)}</p>
        <LocalOnly link={text} />
        <div class="buttons">
          <button type="button" class="button" onClick={() => print()}>
            Print
          </button>
          <button type="button" class="button button-main" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </dialog>
    </div>
  );
}
