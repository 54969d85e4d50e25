import { defineSigV4Lab } from './index.ts';

defineSigV4Lab();
