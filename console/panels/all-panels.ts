// The boxes at the side, in their order. A part is added here and nowhere else.
import { sharePanel } from './share.tsx';
import { statusPanel } from './status.tsx';
import type { Panel } from './panel-box.tsx';

export const allPanels: readonly Panel[] = [statusPanel, sharePanel];
