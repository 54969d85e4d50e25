import { AFTER_ANSWER } from './question.ts';

const open = (side: 'front' | 'back') =>
  `<div id="nb" class="nb nb-${side} nb-cloze mathjax_ignore tex2jax_ignore">
{{#Status}}<div class="nb-status">{{Status}}</div>{{/Status}}
<p class="nb-topic">{{Topic}}</p>
<div class="nb-stem">{{cloze:Text}}</div>`;

/** Front of a cloze: Anki hides the gap itself, no script runs. */
export const CLOZE_FRONT = `${open('front')}
</div>`;

/** Back of a cloze. */
export const CLOZE_BACK = `${open('back')}
<div id="answer"></div>
${AFTER_ANSWER}
</div>`;
