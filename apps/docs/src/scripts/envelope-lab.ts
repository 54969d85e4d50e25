import { bringToLife } from './labs.ts';

bringToLife('notebank-envelope-lab', () => import('@notebank/elements/envelope-lab/define'));
