import { buildLibrary } from './build-library.js';

await buildLibrary();
