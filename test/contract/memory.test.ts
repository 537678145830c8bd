// The memory engine keeps the contract of every engine.
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { engineSuite } from './engine-suite.ts';

engineSuite('memory', createMemoryEngine);
