// Builds what browsers load: `--mode widget` the script tag's target, `--mode console` the presenter console.
import { defineConfig } from 'vite';

const browserTarget = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

const widget = defineConfig({
  publicDir: false,
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

const presenterConsole = defineConfig({
  root: 'console',
  base: '/console/',
  publicDir: false,
  build: { outDir: '../dist/browser/console', emptyOutDir: true, target: browserTarget },
});

export default defineConfig(({ mode }) => (mode === 'console' ? presenterConsole : widget));
