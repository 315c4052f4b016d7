import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions } from 'vite'

const here = import.meta.dirname

/** A bundle for Node or for Electron's main process; native modules and Electron itself stay outside. */
function nodeBundle(input: Record<string, string>, format: 'es' | 'cjs', emptyOutDir = false): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      target: 'node24',
      outDir: resolve(here, 'dist/electron'),
      emptyOutDir,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external: ['electron', 'better-sqlite3'],
        output: {
          format,
          entryFileNames: format === 'es' ? '[name].js' : '[name].cjs',
          chunkFileNames: format === 'es' ? 'chunks/[name]-[hash].js' : 'chunks/[name]-[hash].cjs',
          // A worker inside an archive and a sandboxed preload can load nothing beside themselves.
          ...(format === 'cjs' ? { codeSplitting: false } : {}),
        },
      },
    },
  }
}

const at = (path: string) => resolve(here, path)

/** `vite build --app`: the renderer, the hosts with their worker, and the preload, one environment each. */
export default defineConfig({
  root: at('renderer'),
  base: './',
  cacheDir: at('node_modules/.vite'),
  plugins: [react()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'es2024',
        // The content policy allows neither inline scripts nor fonts in data addresses.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 2_000,
      },
    },
    hosts: nodeBundle({ main: at('electron/main.ts'), browser: at('electron/browser/main.ts') }, 'es', true),
    worker: nodeBundle({ worker: at('electron/workstation/worker.ts') }, 'cjs'),
    simulation: nodeBundle({ simulation: at('electron/workstation/simulation/worker.ts') }, 'cjs'),
    preload: nodeBundle({ preload: at('electron/preload.ts') }, 'cjs'),
  },
})
