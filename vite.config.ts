// Builds what browsers load: `--mode widget` the script tag's target, `--mode rooms` what it loads on
// demand, `--mode console` the presenter console.
import { basename, extname } from 'node:path';

import { defineConfig, type Plugin, type UserConfig } from 'vite';

const browserTarget = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/**
 * What the widget loads on demand, by its source: each becomes a module of its own beside the script, so that a first
 * visit does not pay for it. One that both need is in both, so rooms MUST NOT keep state that the script shares.
 */
const rooms = ['client/events-transport.ts'];
const roomFile = (source: string) => `widget/${basename(source, extname(source))}.js`;

/**
 * Spells the script's imports of rooms. A classic script from another origin has no address of its own to import from
 * (HTML, 8.1.4.2: its base URL is about:blank), so the tag's is kept while it runs.
 */
const roomsOnDemand: Plugin = {
  name: 'rooms-on-demand',
  transform(code) {
    const named = rooms.filter((room) => code.includes(`import("./${basename(room)}")`));
    if (named.length === 0) return null;
    const spelled = named.reduce(
      (text, room) =>
        text.replace(
          `import("./${basename(room)}")`,
          `import(/* @vite-ignore */ new URL("${roomFile(room)}", scriptUrl))`,
        ),
      code,
    );
    return `${spelled}\nconst scriptUrl = document.currentScript?.src || location.href;`;
  },
};

const widget = defineConfig({
  publicDir: false,
  plugins: [roomsOnDemand],
  // Smaller than calls of the JSX runtime, which is one more function beside the one that Preact has anyway.
  oxc: { jsx: { runtime: 'classic', pragma: 'h' }, jsxInject: "import { h } from 'preact'" },
  build: {
    outDir: 'dist/browser',
    emptyOutDir: false,
    target: browserTarget,
    // Nobody looks at the tag of the namespace object that the script exports.
    rolldownOptions: { output: { generatedCode: { symbols: false } } },
    // A classic script: `document.currentScript` is how the tag finds its own attributes.
    lib: { entry: 'widget/script.ts', formats: ['iife'], name: 'captionwire', fileName: () => 'widget.js' },
  },
});

const widgetRooms = defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/browser',
    emptyOutDir: false,
    target: browserTarget,
    lib: { entry: rooms, formats: ['es'], fileName: (_, name) => roomFile(name) },
  },
});

const presenterConsole = defineConfig({
  root: 'console',
  base: '/console/',
  publicDir: false,
  build: { outDir: '../dist/browser/console', emptyOutDir: true, target: browserTarget },
});

const configs: Record<string, UserConfig> = { rooms: widgetRooms, console: presenterConsole };

export default defineConfig(({ mode }) => configs[mode] ?? widget);
