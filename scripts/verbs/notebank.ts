// The command `notebank` from its sources, in this process: `npm run notebank -- check FILE`.
import '../../packages/question-bank/bin/notebank.js';
