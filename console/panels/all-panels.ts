// The tools at the side, in the order in which they begin. A part is added here and nowhere else.
import { captionersPanel } from './captioners.tsx';
import { gaugesPanel } from './gauges/gauges.tsx';
import { glossaryPanel } from './glossary/glossary.tsx';
import type { Panel } from './panel-box.tsx';
import { lineEndingsPanel } from './line-endings.tsx';
import { repliesPanel } from './replies.tsx';
import { scriptPanel } from './script/script-panel.tsx';
import { sharePanel } from './share/share.tsx';
import { soundsPanel } from './sounds.tsx';
import { speakersPanel } from './speakers.tsx';
import { speechPanel } from './speech/speech.tsx';
import { statusPanel } from './status/status.tsx';
import { viewerRepliesPanel } from './viewer-replies.tsx';

export const allPanels: readonly Panel[] = [
  captionersPanel,
  viewerRepliesPanel,
  speakersPanel,
  soundsPanel,
  repliesPanel,
  scriptPanel,
  glossaryPanel,
  lineEndingsPanel,
  speechPanel,
  statusPanel,
  gaugesPanel,
  sharePanel,
];
