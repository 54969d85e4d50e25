import { bringToLife } from './labs.ts';

bringToLife('notebank-sigv4-lab', () => import('@notebank/elements/sigv4-lab/define'));
