// The keeper that other tests rely on keeps the contract of every keeper.
import { createMemoryShelf } from '../helpers/memory-keeper.ts';
import { keeperSuite } from './keeper-suite.ts';

keeperSuite('memory', () => {
  const shelf = createMemoryShelf();
  return {
    open: shelf.keeper,
    async spoil(publisher, key) {
      shelf.spoil(publisher, key);
    },
  };
});
