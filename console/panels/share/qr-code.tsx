// A link as a QR code, and large enough for a hall. Dark on white whatever the page's colours are: many readers know no
// other, and its quiet zone is part of the picture.
import { useMemo, useRef } from 'preact/hooks';

import { qrPath } from '../../../formats/qr-path.ts';

export type QrCodeProps = {
  /** What the link is, `viewer link`. */
  readonly name: string;
  readonly text: string;
};

export function QrCode({ name, text }: QrCodeProps) {
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
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
        Show larger <span class="heard">{name}</span>
      </button>
      <dialog ref={dialog} class="qr-large" aria-label={`QR code of the ${name}`}>
        {picture}
        <p class="qr-text">{text}</p>
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
