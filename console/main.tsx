// The console's entry, loaded by index.html. Whatever the address says, the page shows something that helps:
// the console, or how to get a link to it.
import { createDeviceKeeper } from './keeping/device-keeper.ts';
import { mountConsole } from './mount.tsx';

mountConsole({ root: document.querySelector('#console') as Element, createKeeper: createDeviceKeeper });
