/** Tags that `@notebank/quiz/html` and the HTML inside published questions consist of. */
const TAGS = new Set(
  (
    'notebank-quiz form fieldset legend label input select option details summary div span p br hr b em strong code pre ' +
    'blockquote ul ol li dl dt dd a img table thead tbody tr th td h1 h2 h3 h4 h5 h6'
  ).split(' '),
);
const ATTRIBUTES =
  /^(?:class|id|for|type|name|value|method|inputmode|autocomplete|role|tabindex|start|align|alt|title|href|src|aria-[a-z]+|data-[a-z]+)$/;
const SAFE_URL = /^(?:https?:|mailto:|[^:]*(?:[/?#]|$))/i;

/**
 * A fragment of HTML without anything that runs, styles or submits, whatever the document held.
 * It is parsed in an inert document, so that nothing loads or runs before it is checked.
 */
export function sanitised(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const found of [...parsed.body.querySelectorAll('*')]) {
    if (TAGS.has(found.localName)) cleanAttributes(found);
    else found.remove();
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}

function cleanAttributes(found: Element): void {
  for (const { name, value } of [...found.attributes]) {
    const isAddress = name === 'href' || name === 'src';
    if (!ATTRIBUTES.test(name) || (isAddress && !SAFE_URL.test(value.trim()))) found.removeAttribute(name);
  }
}
