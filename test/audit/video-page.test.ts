// The demo page of a film, with the captions over it, passes the whole audit.
// The other pages of the project's own: viewer-page, console and support-page, beside this file.
import { passesTheWholeAudit } from './whole.ts';

passesTheWholeAudit('/demo/video.html');
