// The demo page of a support chat, with the panel docked at the bottom of the window, passes the whole audit.
// The other pages of the project's own: viewer-page, console and video-page, beside this file.
import { passesTheWholeAudit } from './whole.ts';

passesTheWholeAudit('/demo/support.html');
