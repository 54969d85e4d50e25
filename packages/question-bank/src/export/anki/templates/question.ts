import { SCRIPT } from './script.ts';

// Anki typesets `\(` in the page, whatever the field's source says: the two classes keep MathJax 3 and 2 out.
const open = (side: 'front' | 'back') =>
  `<div id="nb" class="nb nb-${side} nb-{{Kind}} mathjax_ignore tex2jax_ignore" data-id="{{QuestionId}}">
{{#Status}}<div class="nb-status">{{Status}}</div>{{/Status}}
<p class="nb-topic">{{Topic}}</p>
<div class="nb-stem">{{Stem}}</div>`;

/** Explanation, sources, link and credit: the same under every answer. */
export const AFTER_ANSWER = `{{#Explanation}}<h2>Explanation</h2>
<div class="nb-explanation">{{Explanation}}</div>{{/Explanation}}
{{#Sources}}<h2>Sources</h2>
<div class="nb-sources">{{Sources}}</div>{{/Sources}}
<div class="nb-foot"><p><a class="tappable" href="{{Link}}">Open this question on the site</a></p>
<p>{{Credit}}</p></div>`;

/** Front of every kind but cloze. */
export const QUESTION_FRONT = `${open('front')}
{{Options}}
</div>
<script>
${SCRIPT}
</script>`;

/**
 * Back of every kind but cloze. Not `FrontSide`, which would run the front's script again and shuffle anew.
 * Anki scrolls to `id="answer"`.
 */
export const QUESTION_BACK = `${open('back')}
<p id="answer" class="nb-verdict" role="status">Answer</p>
{{Options}}
{{#Answer}}<div class="nb-answer">{{Answer}}</div>{{/Answer}}
${AFTER_ANSWER}
</div>
<script>
${SCRIPT}
</script>`;

/** What Anki's browser shows in its columns: without the key that the options carry. */
export const QUESTION_BROWSER_FRONT = '{{Stem}}';
export const QUESTION_BROWSER_BACK = '{{Answer}} {{Explanation}}';
